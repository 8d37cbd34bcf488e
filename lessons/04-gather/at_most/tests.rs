// Counts: blocked_thread

use super::*;
use tokio::time::Instant;

/// A large file, and six small ones.
const FILES: [u64; 7] = [100, 10, 10, 10, 10, 10, 10];

#[tokio::test(start_paused = true)]
async fn downloads_every_file() {
    let mut contents = download_all(&Server::default(), 2, &[3, 1, 2]).await;
    contents.sort();
    assert_eq!(
        contents,
        ["file of 1 s", "file of 2 s", "file of 3 s"],
        "each file is downloaded once"
    );
}

#[tokio::test(start_paused = true)]
async fn has_as_many_under_way_as_allowed() {
    for limit in [3, 2, 1] {
        let server = Server::default();
        download_all(&server, limit, &FILES).await;
        let most = server.most.load(Relaxed);
        assert!(
            most <= limit,
            "{limit} allowed, {most} were under way at the same time: what held the others back, and for how long?"
        );
        assert_eq!(
            most, limit,
            "as many are allowed: what did the others wait for?"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn begins_the_next_as_soon_as_one_is_done() {
    let start = Instant::now();
    download_all(&Server::default(), 2, &FILES).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(100),
        "while one place downloads the large file, the other has time for all the small ones: \
         did it stand empty, or did the large file, the first of the list, begin late?"
    );
}

#[tokio::test(start_paused = true)]
async fn begins_in_the_order_of_the_files() {
    let mut files = FILES;
    files.reverse();
    let start = Instant::now();
    download_all(&Server::default(), 2, &files).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(130),
        "the large file is the last of the list: two places need 30 s for the six before it, and then it begins"
    );
}

#[tokio::test(start_paused = true)]
async fn allows_more_than_there_are() {
    let start = Instant::now();
    download_all(&Server::default(), 10, &[3, 1, 2]).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "with a place for each, no file waits"
    );
}
