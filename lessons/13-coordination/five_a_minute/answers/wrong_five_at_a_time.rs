//! Wrong: lets five in at the same time, and asks nothing about the minute.
//! Fails: makes_the_sixth_wait

use std::time::Duration;
use tokio::sync::Semaphore;

/// A canal that boats enter: at most `most`, which is not 0, within any `window`
/// of time.
#[derive(Debug)]
struct Canal {
    window: Duration,
    places: Semaphore,
}

impl Canal {
    fn new(most: usize, window: Duration) -> Canal {
        Canal {
            window,
            places: Semaphore::new(most),
        }
    }

    /// Returns when the boat may enter, and no later: at once if fewer than
    /// `most` have entered within the last `window`. A boat that entered a whole
    /// `window` ago counts no more. Boats enter in the order in which they call.
    /// One that gives up while it waits has not entered, and takes nobody's
    /// place.
    async fn enter(&self) {
        let _place = self.places.acquire().await.expect("it never closes");
    }
}

#[cfg(test)]
mod tests;
