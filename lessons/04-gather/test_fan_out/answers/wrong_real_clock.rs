//! Wrong: forgets `start_paused`: on the real clock no time is exact.
//! Fails: right

use programs::fetch_all;
use std::time::Duration;
use tokio::time::Instant;

/// `fetch_all(&[5, 3])` fetches two pages, one of which takes 5 seconds and the
/// other one 3, and returns `["page after 5 s", "page after 3 s"]`. It fetches
/// all pages at once, however many there are, and returns them in the order of
/// its argument.
#[tokio::test]
async fn fetches_at_once() {
    let start = Instant::now();
    let pages = fetch_all(&[1, 0]).await;
    assert_eq!(pages, ["page after 1 s", "page after 0 s"]);
    assert_eq!(start.elapsed(), Duration::from_secs(1));
}

#[cfg(test)]
mod programs;
