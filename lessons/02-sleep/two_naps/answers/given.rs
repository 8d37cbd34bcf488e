//! Take two naps, the second only after the first, and return both moments of waking.
//!
//!     cargo run -q -- check sleep/two_naps

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Naps for `first`, and when that is over for `second`. Returns when each nap
/// ended.
async fn two_naps(first: Duration, second: Duration) -> (Instant, Instant) {
    todo!("nap for {first:?}, and then for {second:?}")
}

/// Given: sleeps for `length`, and returns the moment of waking.
async fn nap(length: Duration) -> Instant {
    sleep(length).await;
    Instant::now()
}

#[cfg(test)]
mod tests;
