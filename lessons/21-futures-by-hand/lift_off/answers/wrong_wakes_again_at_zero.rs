//! Wrong: wakes the rocket at each step that finds the count at zero.
//! Fails: stays_at_zero

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
        let mut count = self.0.lock().expect("nobody panics here");
        count.left = count.left.saturating_sub(1);
        if count.left == 0
            && let Some(rocket) = &count.rocket
        {
            rocket.wake_by_ref();
        }
    }
}

/// Ready when the count is at zero, and only then, however often it is polled.
impl Future for Countdown {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut count = self.0.lock().expect("nobody panics here");
        if count.left == 0 {
            return Poll::Ready(());
        }
        count.rocket = Some(cx.waker().clone());
        Poll::Pending
    }
}

#[cfg(test)]
mod tests;
