// Counts: blocked_thread

use super::*;
use futures::{StreamExt, stream};
use std::time::Duration;
use tokio::time::Instant;
use tokio_test::stream_mock::{StreamMock, StreamMockBuilder};

#[tokio::test(start_paused = true)]
async fn ten_make_a_batch() {
    let station = (0..20).fold(StreamMockBuilder::new(), |station, reading| {
        station.next(reading)
    });
    let mut station = station.build();
    assert_eq!(
        sent(&mut station).await,
        [(0, (0..10).collect()), (0, (10..20).collect())],
        "twenty readings that come at once are two batches"
    );
}

#[tokio::test(start_paused = true)]
async fn the_rest_goes_after_50_ms() {
    let mut station = StreamMockBuilder::new()
        .next(1)
        .next(2)
        .next(3)
        .wait(ms(1000))
        .next(4)
        .build();
    assert_eq!(
        sent(&mut station).await,
        [(50, vec![1, 2, 3]), (1000, vec![4])],
        "three readings, and no fourth for a second: were the three sent after 50 ms, and the last one at the end?"
    );
}

#[tokio::test(start_paused = true)]
async fn counts_from_the_first_reading() {
    // The readings come after 120, 140, 160 and 180 ms.
    let station = StreamMockBuilder::new()
        .wait(ms(120))
        .next(1)
        .wait(ms(20))
        .next(2);
    let mut station = station.wait(ms(20)).next(3).wait(ms(20)).next(4).build();
    assert_eq!(
        sent(&mut station).await,
        [(170, vec![1, 2, 3]), (180, vec![4])],
        "the first reading comes after 120 ms: the 50 ms begin there, and do not begin again with the next reading"
    );
}

#[tokio::test(start_paused = true)]
async fn gives_no_empty_batch() {
    let mut station = StreamMockBuilder::new()
        .wait(ms(1000))
        .next(1)
        .wait(ms(1000))
        .build();
    assert_eq!(
        sent(&mut station).await,
        [(1050, vec![1])],
        "where there is no reading, there is no batch"
    );
}

#[tokio::test(start_paused = true)]
async fn does_not_ask_again_after_the_end() {
    // Not every stream says again that it has ended: this one panics.
    let readings = stream::unfold(0, async |next| (next < 3).then_some((next, next + 1)));
    let batches: Vec<Vec<u32>> = StreamExt::collect(batches(readings)).await;
    assert_eq!(batches, [[0, 1, 2]]);
}

/// Each batch, and how many milliseconds after the start it was sent.
async fn sent(station: &mut StreamMock<u32>) -> Vec<(u128, Vec<u32>)> {
    let start = Instant::now();
    // The trait is named, because an answer may use the other `StreamExt`, of tokio-stream.
    let sent = StreamExt::map(batches(station), |batch| {
        (start.elapsed().as_millis(), batch)
    });
    StreamExt::collect(sent).await
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
