//! Wrong: returns the first page once for each delay.

use super::fetch;
use futures::future::join_all;

pub async fn fetch_all(delays: &[u64]) -> Vec<String> {
    let pages = join_all(delays.iter().map(|delay| fetch(*delay))).await;
    pages
        .first()
        .cloned()
        .into_iter()
        .cycle()
        .take(delays.len())
        .collect()
}
