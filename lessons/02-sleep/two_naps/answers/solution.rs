//! Each `.await` ends before the next line begins, so that the waits add up.

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Naps for `first`, and when that is over for `second`. Returns when each nap
/// ended.
async fn two_naps(first: Duration, second: Duration) -> (Instant, Instant) {
    let woke_first = nap(first).await;
    let woke_second = nap(second).await;
    (woke_first, woke_second)
}

/// Given: sleeps for `length`, and returns the moment of waking.
async fn nap(length: Duration) -> Instant {
    sleep(length).await;
    Instant::now()
}

#[cfg(test)]
mod tests;
