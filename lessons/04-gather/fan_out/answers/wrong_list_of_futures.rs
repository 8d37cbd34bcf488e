//! Wrong: makes all the futures first and takes them for running ones, then awaits each in turn.
//! Finding: sequential

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Fetches every page of `delays` at once. The pages come back in the order of
/// `delays`, whoever was faster.
async fn fetch_all(delays: &[u64]) -> Vec<String> {
    let started: Vec<_> = delays.iter().map(|delay| fetch(*delay)).collect();
    let mut pages = Vec::new();
    for page in started {
        pages.push(page.await);
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
