// Counts: sequential, blocked_thread

use super::*;
use futures::stream;
use std::pin::pin;
use tokio::time::Instant;
use tokio_test::stream_mock::StreamMockBuilder;

#[tokio::test(start_paused = true)]
async fn keeps_the_order() {
    let photos = [photo("beach", 4), photo("cat", 1), photo("dune", 2)];
    let thumbnails: Vec<String> = thumbnails(stream::iter(photos), 3).collect().await;
    assert_eq!(
        thumbnails,
        ["small beach", "small cat", "small dune"],
        "the thumbnails come in the order of the photos, not in the order in which they were ready"
    );
}

#[tokio::test(start_paused = true)]
async fn makes_n_at_once() {
    let photos = ["ant", "bee", "cat", "dog", "elk", "fox"].map(|name| photo(name, 1));
    let start = Instant::now();
    let thumbnails: Vec<String> = thumbnails(stream::iter(photos), 3).collect().await;
    assert_eq!(thumbnails.len(), 6, "a thumbnail for every photo");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "six thumbnails of 1 s each: were three in the making, and not more?"
    );
}

#[tokio::test(start_paused = true)]
async fn fills_a_free_place_at_once() {
    let photos = [photo("ant", 1), photo("bee", 3), photo("cat", 2)];
    let start = Instant::now();
    let thumbnails: Vec<String> = thumbnails(stream::iter(photos), 2).collect().await;
    assert_eq!(thumbnails.len(), 3, "a thumbnail for every photo");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "the ant is done after 1 s: did its place stay empty until the bee was done?"
    );
}

#[tokio::test(start_paused = true)]
async fn begins_with_the_first_photo() {
    // The camera takes its second photo five seconds after the first one.
    let camera = StreamMockBuilder::new()
        .next(photo("ant", 1))
        .wait(Duration::from_secs(5))
        .next(photo("bee", 1));
    let start = Instant::now();
    let mut thumbnails = pin!(thumbnails(camera.build(), 2));
    assert_eq!(thumbnails.next().await.as_deref(), Some("small ant"));
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "did the first thumbnail wait for the second photo?"
    );
    assert_eq!(thumbnails.next().await.as_deref(), Some("small bee"));
    assert_eq!(
        thumbnails.next().await,
        None,
        "the stream ends with the photos"
    );
}

fn photo(name: &'static str, seconds: u64) -> Photo {
    Photo { name, seconds }
}
