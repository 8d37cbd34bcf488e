//! Right: fetches all pages at once, and returns them in the order of the delays.

use super::fetch;
use futures::future::join_all;

pub async fn fetch_all(delays: &[u64]) -> Vec<String> {
    join_all(delays.iter().map(|delay| fetch(*delay))).await
}
