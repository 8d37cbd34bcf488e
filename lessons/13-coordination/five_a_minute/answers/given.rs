//! Let at most five boats into the canal within any minute, and none of them later than that asks for.
//!
//!     cargo run -q -- check coordination/five_a_minute

use std::time::Duration;

/// A canal that boats enter: at most `most`, which is not 0, within any `window`
/// of time.
#[derive(Debug)]
struct Canal {
    most: usize,
    window: Duration,
}

impl Canal {
    fn new(most: usize, window: Duration) -> Canal {
        Canal { most, window }
    }

    /// Returns when the boat may enter, and no later: at once if fewer than
    /// `most` have entered within the last `window`. A boat that entered a whole
    /// `window` ago counts no more. Boats enter in the order in which they call.
    /// One that gives up while it waits has not entered, and takes nobody's
    /// place.
    async fn enter(&self) {
        todo!("wait until {self:?} may be entered")
    }
}

#[cfg(test)]
mod tests;
