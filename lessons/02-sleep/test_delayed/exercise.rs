//! Write a test of `delayed`: one right program must pass it, and five wrong ones must not.
//!
//!     cargo run -q -- check sleep/test_delayed

use programs::delayed;
use std::time::Duration;
use tokio::time::Instant;

/// `delayed("tea", delay)` waits for `delay`, whatever it is, on Tokio's clock.
/// Then it returns `"tea"`.
#[tokio::test(start_paused = true)]
async fn waits_and_returns_the_message() {
    let start = Instant::now();
    let message: String = delayed("tea", Duration::ZERO).await;
    let passed: Duration = start.elapsed();
    todo!("choose a delay, and assert what {message:?} and {passed:?} must be")
}

#[cfg(test)]
mod programs;
