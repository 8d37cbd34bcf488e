//! Wrong: drops what is less than a second.
//! Fails: keeps_the_milliseconds

use std::time::Duration;
use tokio::time::Instant;

/// Runs `work` to its end. Returns its output, and how much time passed on
/// Tokio's clock meanwhile.
async fn stopwatch<F: Future>(work: F) -> (F::Output, Duration) {
    let start = Instant::now();
    let output = work.await;
    (output, Duration::from_secs(start.elapsed().as_secs()))
}

#[cfg(test)]
mod tests;
