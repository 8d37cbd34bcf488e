//! Wrong: looks again when its time has come: a boat that comes at that moment may be before it.
//! Fails: lets_nobody_overtake

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// A canal that boats enter: at most `most`, which is not 0, within any `window`
/// of time.
#[derive(Debug)]
struct Canal {
    most: usize,
    window: Duration,
    /// When the last boats entered, `most` of them at most.
    entered: Mutex<VecDeque<Instant>>,
}

impl Canal {
    fn new(most: usize, window: Duration) -> Canal {
        Canal {
            most,
            window,
            entered: Mutex::default(),
        }
    }

    /// Returns when the boat may enter, and no later: at once if fewer than
    /// `most` have entered within the last `window`. A boat that entered a whole
    /// `window` ago counts no more. Boats enter in the order in which they call.
    /// One that gives up while it waits has not entered, and takes nobody's
    /// place.
    async fn enter(&self) {
        loop {
            let next = {
                let mut entered = self.entered.lock().unwrap();
                entered.retain(|boat| boat.elapsed() < self.window);
                if entered.len() < self.most {
                    entered.push_back(Instant::now());
                    return;
                }
                entered[0] + self.window
            };
            sleep_until(next).await;
        }
    }
}

#[cfg(test)]
mod tests;
