//! Wrong: reads the clock before the work is awaited, as if making a future ran it.
//! Fails: measures_the_wait

use std::time::Duration;
use tokio::time::Instant;

/// Runs `work` to its end. Returns its output, and how much time passed on
/// Tokio's clock meanwhile.
async fn stopwatch<F: Future>(work: F) -> (F::Output, Duration) {
    let start = Instant::now();
    let running = Box::pin(work);
    let took = start.elapsed();
    (running.await, took)
}

#[cfg(test)]
mod tests;
