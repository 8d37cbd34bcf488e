//! The inner future lives in a box, so the outer one holds a pointer to it and has a size. No task is needed.

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Returns `n`, the numbers below it down to 1, and what `lift_off` says: `3 2 1
/// lift-off`.
async fn countdown(n: u32) -> String {
    if n == 0 {
        return lift_off().await;
    }
    let rest = Box::pin(countdown(n - 1)).await;
    format!("{n} {rest}")
}

/// Given: the end of every countdown, which takes a second.
#[instrument]
async fn lift_off() -> String {
    sleep(Duration::from_secs(1)).await;
    "lift-off".to_string()
}

#[cfg(test)]
mod tests;
