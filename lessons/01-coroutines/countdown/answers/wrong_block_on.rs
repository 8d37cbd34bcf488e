//! Wrong: asks the runtime to run the inner future, while it is running this one.
//! Fails: counts_down_to_the_lift_off

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Returns `n`, the numbers below it down to 1, and what `lift_off` says: `3 2 1
/// lift-off`.
async fn countdown(n: u32) -> String {
    if n == 0 {
        return lift_off().await;
    }
    let rest = tokio::runtime::Handle::current().block_on(Box::pin(countdown(n - 1)));
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
