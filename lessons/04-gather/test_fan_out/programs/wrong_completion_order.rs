//! Wrong: returns the pages in the order in which they come.

use super::fetch;
use futures::stream::{FuturesUnordered, StreamExt};

pub async fn fetch_all(delays: &[u64]) -> Vec<String> {
    let fetches: FuturesUnordered<_> = delays.iter().map(|delay| fetch(*delay)).collect();
    fetches.collect().await
}
