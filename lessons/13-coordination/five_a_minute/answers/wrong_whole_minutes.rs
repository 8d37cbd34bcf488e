//! Wrong: counts anew at each whole minute: ten boats enter around it.
//! Fails: counts_back_from_each_boat

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// A canal that boats enter: at most `most`, which is not 0, within any `window`
/// of time.
#[derive(Debug)]
struct Canal {
    most: usize,
    window: Duration,
    /// When the minute began, and how many have entered in it.
    minute: Mutex<(Instant, usize)>,
}

impl Canal {
    fn new(most: usize, window: Duration) -> Canal {
        Canal {
            most,
            window,
            minute: Mutex::new((Instant::now(), 0)),
        }
    }

    /// Returns when the boat may enter, and no later: at once if fewer than
    /// `most` have entered within the last `window`. A boat that entered a whole
    /// `window` ago counts no more. Boats enter in the order in which they call.
    /// One that gives up while it waits has not entered, and takes nobody's
    /// place.
    async fn enter(&self) {
        let mut minute = self.minute.lock().await;
        while minute.0.elapsed() >= self.window {
            *minute = (minute.0 + self.window, 0);
        }
        if minute.1 == self.most {
            sleep_until(minute.0 + self.window).await;
            *minute = (minute.0 + self.window, 0);
        }
        minute.1 += 1;
    }
}

#[cfg(test)]
mod tests;
