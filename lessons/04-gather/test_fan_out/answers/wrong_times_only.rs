//! Wrong: looks at the time, and not at the pages.
//! Lets through: wrong_completion_order

use programs::fetch_all;
use std::time::Duration;
use tokio::time::Instant;

/// `fetch_all(&[5, 3])` fetches two pages, one of which takes 5 seconds and the
/// other one 3, and returns `["page after 5 s", "page after 3 s"]`. It fetches
/// all pages at once, however many there are, and returns them in the order of
/// its argument.
#[tokio::test(start_paused = true)]
async fn takes_as_long_as_the_slowest() {
    let delays: Vec<u64> = (1..=100).collect();
    let start = Instant::now();
    fetch_all(&delays).await;
    assert_eq!(start.elapsed(), Duration::from_secs(100));
}

#[cfg(test)]
mod programs;
