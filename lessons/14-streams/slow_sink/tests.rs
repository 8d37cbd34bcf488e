// Counts: snoozed, blocked_thread

use super::*;
use futures::stream;
use std::pin::pin;
use tokio::time::Instant;
use tokio_test::stream_mock::StreamMockBuilder;

#[tokio::test(start_paused = true)]
async fn stores_every_report() {
    let (mut archive, _) = stored(stream::iter([7, 8])).await;
    archive.stored.sort();
    assert_eq!(archive.stored, [7, 8], "each report once");
}

#[tokio::test(start_paused = true)]
async fn downloads_while_the_archive_is_busy() {
    let start = Instant::now();
    let (archive, station) = stored(stream::iter(1..=6)).await;
    assert_eq!(archive.stored.len(), 6, "all six are stored");
    assert_eq!(
        station.most_in_hand.load(Ordering::Relaxed),
        3,
        "the right number is what may be in hand, the left one what was: downloads that have begun, and reports that nobody has stored"
    );
    // Three are there at 3 s, and stored at 5 s, 7 s and 9 s. Each of these begins a download, which is stored at once
    // when it comes, at 8 s, or as soon as the archive is free.
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(15),
        "3 s for a download, then six times 2 s in the archive: who waited for whom?"
    );
}

#[tokio::test(start_paused = true)]
async fn begins_with_the_first_number() {
    // The second number comes after ten seconds.
    let mut numbers = StreamMockBuilder::new()
        .next(1)
        .wait(Duration::from_secs(10))
        .next(2)
        .build();
    let (station, mut archive) = (Arc::default(), Archive::default());
    let start = Instant::now();
    {
        let mut storing = pin!(store_all(&mut numbers, station, &mut archive));
        let first = tokio::time::timeout(Duration::from_secs(6), &mut storing).await;
        assert!(first.is_err(), "the second number has not come yet");
        storing.await;
    }
    assert_eq!(archive.stored, [1, 2], "each report once");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(15),
        "the second number comes after 10 s, and needs 3 s and 2 s: did the first one wait for it?"
    );
}

#[tokio::test(start_paused = true)]
async fn ends_at_once_without_numbers() {
    let start = Instant::now();
    let (archive, _) = stored(stream::empty()).await;
    assert!(archive.stored.is_empty(), "there was nothing to store");
    assert_eq!(start.elapsed(), Duration::ZERO, "what did it wait for?");
}

async fn stored(numbers: impl Stream<Item = u32>) -> (Archive, Arc<Station>) {
    let (station, mut archive) = (Arc::default(), Archive::default());
    store_all(numbers, Arc::clone(&station), &mut archive).await;
    (archive, station)
}
