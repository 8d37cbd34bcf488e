//! Wrong: takes both naps at the same time.
//! Fails: the_second_follows_the_first

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Naps for `first`, and when that is over for `second`. Returns when each nap
/// ended.
async fn two_naps(first: Duration, second: Duration) -> (Instant, Instant) {
    tokio::join!(nap(first), nap(second))
}

/// Given: sleeps for `length`, and returns the moment of waking.
async fn nap(length: Duration) -> Instant {
    sleep(length).await;
    Instant::now()
}

#[cfg(test)]
mod tests;
