//! Fetch all pages at the same time, and return them in the order in which they were asked for.
//!
//!     cargo run -q -- check gather/fan_out

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Fetches every page of `delays` at once. The pages come back in the order of
/// `delays`, whoever was faster.
async fn fetch_all(delays: &[u64]) -> Vec<String> {
    todo!("fetch the pages of {delays:?} at the same time")
}

/// Given: fetches one page, which takes `delay` seconds.
#[instrument]
async fn fetch(delay: u64) -> String {
    sleep(Duration::from_secs(delay)).await;
    format!("page after {delay} s")
}

#[cfg(test)]
mod tests;
