//! Wrong: awaits each page before it asks for the next.

use super::fetch;

pub async fn fetch_all(delays: &[u64]) -> Vec<String> {
    let mut pages = Vec::new();
    for delay in delays {
        pages.push(fetch(*delay).await);
    }
    pages
}
