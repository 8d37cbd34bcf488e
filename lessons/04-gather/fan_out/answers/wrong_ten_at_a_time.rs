//! Wrong: keeps the order, but has no more than ten pages under way.
//! Fails: fetches_many

use futures::stream::{self, StreamExt};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Fetches every page of `delays` at once. The pages come back in the order of
/// `delays`, whoever was faster.
async fn fetch_all(delays: &[u64]) -> Vec<String> {
    let fetches = delays.iter().map(|delay| fetch(*delay));
    stream::iter(fetches).buffered(10).collect().await
}

/// Given: fetches one page, which takes `delay` seconds.
#[instrument]
async fn fetch(delay: u64) -> String {
    sleep(Duration::from_secs(delay)).await;
    format!("page after {delay} s")
}

#[cfg(test)]
mod tests;
