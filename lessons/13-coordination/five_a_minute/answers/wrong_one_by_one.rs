//! Wrong: lets a boat in every twelve seconds, which is five a minute, and too slow.
//! Fails: lets_five_in_at_once

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Interval, interval};

/// A canal that boats enter: at most `most`, which is not 0, within any `window`
/// of time.
#[derive(Debug)]
struct Canal {
    ticks: Mutex<Interval>,
}

impl Canal {
    fn new(most: usize, window: Duration) -> Canal {
        Canal {
            ticks: Mutex::new(interval(window / most as u32)),
        }
    }

    /// Returns when the boat may enter, and no later: at once if fewer than
    /// `most` have entered within the last `window`. A boat that entered a whole
    /// `window` ago counts no more. Boats enter in the order in which they call.
    /// One that gives up while it waits has not entered, and takes nobody's
    /// place.
    async fn enter(&self) {
        self.ticks.lock().await.tick().await;
    }
}

#[cfg(test)]
mod tests;
