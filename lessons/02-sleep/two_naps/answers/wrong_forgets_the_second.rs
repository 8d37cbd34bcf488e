//! Wrong: calls the second nap and does not await it.
//! Finding: never_polled

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Naps for `first`, and when that is over for `second`. Returns when each nap
/// ended.
async fn two_naps(first: Duration, second: Duration) -> (Instant, Instant) {
    let woke_first = nap(first).await;
    nap(second);
    (woke_first, Instant::now())
}

/// Given: sleeps for `length`, and returns the moment of waking.
async fn nap(length: Duration) -> Instant {
    sleep(length).await;
    Instant::now()
}

#[cfg(test)]
mod tests;
