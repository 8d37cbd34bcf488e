// Counts: sequential, blocked_thread

use super::*;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn keeps_the_order() {
    let pages = fetch_all(&[3, 5, 1]).await;
    assert_eq!(
        pages,
        ["page after 3 s", "page after 5 s", "page after 1 s"],
        "the pages come back in the order of the delays, not in the order in which they were ready"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_as_long_as_the_slowest() {
    let start = Instant::now();
    fetch_all(&[5, 3, 1]).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(5),
        "did one page wait for another?"
    );
}

#[tokio::test(start_paused = true)]
async fn fetches_many() {
    let delays: Vec<u64> = (1..=100).collect();
    let start = Instant::now();
    let pages = fetch_all(&delays).await;
    assert_eq!(pages.len(), 100, "a page for every delay");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(100),
        "a hundred pages at once take as long as the slowest"
    );
}
