//! Make a countdown that can be awaited: it wakes the rocket at zero, and not before.
//!
//!     cargo run -q -- check futures-by-hand/lift_off

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

/// A countdown, awaited by one rocket and counted down by several engineers.
/// Each of them has a clone.
#[derive(Clone)]
struct Countdown(Arc<Mutex<Count>>);

struct Count {
    left: u32,
    /// How to wake whoever waits.
    rocket: Option<Waker>,
}

impl Countdown {
    fn from(left: u32) -> Countdown {
        let rocket = None;
        Countdown(Arc::new(Mutex::new(Count { left, rocket })))
    }

    /// Counts down by one. Wakes the rocket when the count comes to zero, and
    /// only then. A countdown that is at zero stays there.
    fn step(&self) {
        let left = self.0.lock().expect("nobody panics here").left;
        todo!("count down from {left}, and wake the rocket at zero")
    }
}

/// Ready when the count is at zero, and only then, however often it is polled.
impl Future for Countdown {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let left = self.0.lock().expect("nobody panics here").left;
        let _waker = cx.waker();
        todo!("with {left} to go: ready, or what becomes of the waker?")
    }
}

#[cfg(test)]
mod tests;
