//! `tokio::time::Instant` reads the clock that `sleep` waits on, paused or not.

use std::time::Duration;
use tokio::time::Instant;

/// Runs `work` to its end. Returns its output, and how much time passed on
/// Tokio's clock meanwhile.
async fn stopwatch<F: Future>(work: F) -> (F::Output, Duration) {
    let start = Instant::now();
    let output = work.await;
    (output, start.elapsed())
}

#[cfg(test)]
mod tests;
