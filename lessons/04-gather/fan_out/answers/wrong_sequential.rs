//! Wrong: awaits each page before it asks for the next.
//! Finding: sequential

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Fetches every page of `delays` at once. The pages come back in the order of
/// `delays`, whoever was faster.
async fn fetch_all(delays: &[u64]) -> Vec<String> {
    let mut pages = Vec::new();
    for delay in delays {
        pages.push(fetch(*delay).await);
    }
    pages
}

/// Given: fetches one page, which takes `delay` seconds.
#[instrument]
async fn fetch(delay: u64) -> String {
    sleep(Duration::from_secs(delay)).await;
    format!("page after {delay} s")
}

#[cfg(test)]
mod tests;
