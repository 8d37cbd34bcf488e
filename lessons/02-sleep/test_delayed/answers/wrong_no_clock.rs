//! Wrong: looks at the message, and not at the clock.
//! Lets through: wrong_not_awaited

use programs::delayed;
use std::time::Duration;
use tokio::time::Instant;

/// `delayed("tea", delay)` waits for `delay`, whatever it is, on Tokio's clock.
/// Then it returns `"tea"`.
#[tokio::test(start_paused = true)]
async fn waits_and_returns_the_message() {
    let _start = Instant::now();
    let message = delayed("tea", Duration::from_millis(1500)).await;
    assert_eq!(message, "tea");
}

#[cfg(test)]
mod programs;
