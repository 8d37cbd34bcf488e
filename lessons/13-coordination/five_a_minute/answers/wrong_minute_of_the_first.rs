//! Wrong: begins a minute with the first boat, and the next one when that is over: nine boats enter within a second.
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
    /// When a boat began a minute, and how many have entered in it.
    minute: Mutex<Option<(Instant, usize)>>,
}

impl Canal {
    fn new(most: usize, window: Duration) -> Canal {
        Canal {
            most,
            window,
            minute: Mutex::default(),
        }
    }

    /// Returns when the boat may enter, and no later: at once if fewer than
    /// `most` have entered within the last `window`. A boat that entered a whole
    /// `window` ago counts no more. Boats enter in the order in which they call.
    /// One that gives up while it waits has not entered, and takes nobody's
    /// place.
    async fn enter(&self) {
        let mut minute = self.minute.lock().await;
        if let Some((start, boats)) = *minute
            && boats == self.most
        {
            sleep_until(start + self.window).await;
        }
        *minute = match *minute {
            Some((start, boats)) if start.elapsed() < self.window => Some((start, boats + 1)),
            _ => Some((Instant::now(), 1)),
        };
    }
}

#[cfg(test)]
mod tests;
