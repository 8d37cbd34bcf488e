//! Wrong: reads the machine's clock, which knows nothing of the test's.
//! Fails: measures_the_wait

use std::time::{Duration, Instant};

/// Runs `work` to its end. Returns its output, and how much time passed on
/// Tokio's clock meanwhile.
async fn stopwatch<F: Future>(work: F) -> (F::Output, Duration) {
    let start = Instant::now();
    let output = work.await;
    (output, start.elapsed())
}

#[cfg(test)]
mod tests;
