//! Wrong: looks at the pages, and not at the time.
//! Lets through: wrong_sequential

use programs::fetch_all;
use std::time::Duration;
use tokio::time::Instant;

/// `fetch_all(&[5, 3])` fetches two pages, one of which takes 5 seconds and the
/// other one 3, and returns `["page after 5 s", "page after 3 s"]`. It fetches
/// all pages at once, however many there are, and returns them in the order of
/// its argument.
#[tokio::test(start_paused = true)]
async fn returns_the_pages_in_the_order_of_the_delays() {
    assert_eq!(
        fetch_all(&[5, 3, 1]).await,
        ["page after 5 s", "page after 3 s", "page after 1 s"]
    );
}

#[cfg(test)]
mod programs;
