// Counts: blocked_thread

use super::*;
use futures::StreamExt;
use tokio::time::{Instant, timeout};

#[tokio::test(start_paused = true)]
async fn gives_every_page() {
    let archive = archive_of(3);
    let read = timeout(
        Duration::from_secs(600),
        pages(&archive).then(read).collect::<Vec<_>>(),
    )
    .await;
    let read = read.expect("does the stream end after the last page?");
    assert_eq!(
        read,
        ["page 1", "page 2", "page 3"],
        "each page once, from the first to the last"
    );
}

#[tokio::test(start_paused = true)]
async fn ends_after_the_last_page() {
    for there_are in [0, 1, 5] {
        let archive = archive_of(there_are);
        let count = timeout(Duration::from_secs(600), pages(&archive).count()).await;
        assert_eq!(
            count.expect("does the stream end after the last page?"),
            there_are as usize,
            "only the archive knows how many pages it has: what does `fetch` say after the last?"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_page_takes_one_fetch() {
    let archive = archive_of(3);
    let start = Instant::now();
    let first: Vec<String> = pages(&archive).take(1).collect().await;
    assert_eq!(first, ["page 1"], "the first page is page 1");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "did the first page wait for other pages?"
    );
}

#[tokio::test(start_paused = true)]
async fn fetches_only_what_is_read() {
    for wanted in 1..=3 {
        let archive = archive_of(3);
        let read: Vec<String> = pages(&archive).then(read).take(wanted).collect().await;
        assert_eq!(read.len(), wanted, "there are three pages to read");
        assert_eq!(
            archive.asked.into_inner() as usize,
            wanted,
            "the right number is what was read, the left one what was fetched: was a page fetched that nobody read?"
        );
    }
}

fn archive_of(pages: u32) -> Archive {
    Archive {
        pages,
        ..Archive::default()
    }
}

/// The reader takes a minute for each page.
async fn read(page: String) -> String {
    sleep(Duration::from_secs(60)).await;
    page
}
