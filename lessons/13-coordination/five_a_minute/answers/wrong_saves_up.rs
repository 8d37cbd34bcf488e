//! Wrong: saves up what is not used: after a quiet hour, hundreds may enter.
//! Fails: saves_nothing_up

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// A canal that boats enter: at most `most`, which is not 0, within any `window`
/// of time.
#[derive(Debug)]
struct Canal {
    most: usize,
    window: Duration,
    /// Since when it counts, and how many have entered since.
    count: Mutex<(Instant, u32)>,
}

impl Canal {
    fn new(most: usize, window: Duration) -> Canal {
        Canal {
            most,
            window,
            count: Mutex::new((Instant::now(), 0)),
        }
    }

    /// Returns when the boat may enter, and no later: at once if fewer than
    /// `most` have entered within the last `window`. A boat that entered a whole
    /// `window` ago counts no more. Boats enter in the order in which they call.
    /// One that gives up while it waits has not entered, and takes nobody's
    /// place.
    async fn enter(&self) {
        let mut count = self.count.lock().await;
        let windows = count.1 / self.most as u32;
        sleep_until(count.0 + self.window * windows).await;
        count.1 += 1;
    }
}

#[cfg(test)]
mod tests;
