//! `join_all` polls every future it is given, and keeps a place for each result.

use futures::future::join_all;
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Fetches every page of `delays` at once. The pages come back in the order of
/// `delays`, whoever was faster.
async fn fetch_all(delays: &[u64]) -> Vec<String> {
    join_all(delays.iter().map(|delay| fetch(*delay))).await
}

/// Given: fetches one page, which takes `delay` seconds.
#[instrument]
async fn fetch(delay: u64) -> String {
    sleep(Duration::from_secs(delay)).await;
    format!("page after {delay} s")
}

#[cfg(test)]
mod tests;
