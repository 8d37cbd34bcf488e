//! Run the work to its end, and return its output with the time that it took on Tokio's clock.
//!
//!     cargo run -q -- check sleep/stopwatch

use std::time::Duration;

/// Runs `work` to its end. Returns its output, and how much time passed on
/// Tokio's clock meanwhile.
async fn stopwatch<F: Future>(work: F) -> (F::Output, Duration) {
    todo!("run and time this work of {} bytes", size_of_val(&work))
}

#[cfg(test)]
mod tests;
