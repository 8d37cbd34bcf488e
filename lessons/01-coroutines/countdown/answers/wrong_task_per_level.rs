//! Wrong: gives each level a task of its own, only to wait for it.
//! Fails: stays_in_one_task

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Returns `n`, the numbers below it down to 1, and what `lift_off` says: `3 2 1
/// lift-off`.
async fn countdown(n: u32) -> String {
    if n == 0 {
        return lift_off().await;
    }
    let rest = tokio::spawn(boxed(n - 1)).await.unwrap();
    format!("{n} {rest}")
}

fn boxed(n: u32) -> futures::future::BoxFuture<'static, String> {
    Box::pin(countdown(n))
}

/// Given: the end of every countdown, which takes a second.
#[instrument]
async fn lift_off() -> String {
    sleep(Duration::from_secs(1)).await;
    "lift-off".to_string()
}

#[cfg(test)]
mod tests;
