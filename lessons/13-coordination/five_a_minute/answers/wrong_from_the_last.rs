//! Wrong: waits a whole minute from the last boat, not from the first of the five.
//! Fails: counts_back_from_each_boat

use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::Mutex;
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
        let mut entered = self.entered.lock().await;
        if entered.len() == self.most {
            sleep_until(entered[entered.len() - 1] + self.window).await;
            entered.clear();
        }
        entered.push_back(Instant::now());
    }
}

#[cfg(test)]
mod tests;
