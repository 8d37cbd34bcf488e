//! Wrong: books the place before it waits: who gives up keeps it.
//! Finding: broken_invariant

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
        let turn = {
            let mut entered = self.entered.lock().unwrap();
            let mut turn = Instant::now();
            if entered.len() == self.most {
                turn = turn.max(entered[0] + self.window);
                entered.pop_front();
            }
            entered.push_back(turn);
            turn
        };
        sleep_until(turn).await;
    }
}

#[cfg(test)]
mod tests;
