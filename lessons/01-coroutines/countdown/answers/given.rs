//! Count down to the lift-off: let `countdown` await itself with a smaller number, all within one task.
//!
//!     cargo run -q -- check coroutines/countdown

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Returns `n`, the numbers below it down to 1, and what `lift_off` says: `3 2 1
/// lift-off`.
async fn countdown(n: u32) -> String {
    todo!("count down from {n} to the lift-off")
}

/// Given: the end of every countdown, which takes a second.
#[instrument]
async fn lift_off() -> String {
    sleep(Duration::from_secs(1)).await;
    "lift-off".to_string()
}

#[cfg(test)]
mod tests;
