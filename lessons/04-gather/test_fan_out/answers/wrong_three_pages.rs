//! Wrong: asks for three pages, and for no more than any limit would allow.
//! Lets through: wrong_ten_at_a_time

use programs::fetch_all;
use std::time::Duration;
use tokio::time::Instant;

/// `fetch_all(&[5, 3])` fetches two pages, one of which takes 5 seconds and the
/// other one 3, and returns `["page after 5 s", "page after 3 s"]`. It fetches
/// all pages at once, however many there are, and returns them in the order of
/// its argument.
#[tokio::test(start_paused = true)]
async fn fetches_three_pages_at_once() {
    let start = Instant::now();
    let pages = fetch_all(&[5, 3, 1]).await;
    assert_eq!(
        pages,
        ["page after 5 s", "page after 3 s", "page after 1 s"]
    );
    assert_eq!(start.elapsed(), Duration::from_secs(5));
}

#[cfg(test)]
mod programs;
