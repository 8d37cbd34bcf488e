// Counts: blocked_thread

use super::*;
use futures::{StreamExt, stream};
use std::time::Duration;
use tokio::time::Instant;
use tokio_test::stream_mock::{StreamMock, StreamMockBuilder};

#[tokio::test(start_paused = true)]
async fn gives_each_headline_when_it_comes() {
    let mut left = StreamMockBuilder::new()
        .wait(ms(10))
        .next(1)
        .wait(ms(30))
        .next(3)
        .build();
    let mut right = StreamMockBuilder::new().wait(ms(25)).next(2).build();
    assert_eq!(
        printed(&mut left, &mut right).await,
        [(10, 1), (25, 2), (40, 3)],
        "did a headline of the right wire wait for the left one?"
    );
}

#[tokio::test(start_paused = true)]
async fn goes_on_when_the_left_wire_ends() {
    let mut left = StreamMockBuilder::new().next(1).build();
    let mut right = StreamMockBuilder::new()
        .wait(ms(10))
        .next(2)
        .wait(ms(10))
        .next(3)
        .build();
    assert_eq!(
        printed(&mut left, &mut right).await,
        [(0, 1), (10, 2), (20, 3)],
        "the left wire has ended, the right one has not"
    );
}

#[tokio::test(start_paused = true)]
async fn goes_on_when_the_right_wire_ends() {
    let mut left = StreamMockBuilder::new()
        .wait(ms(10))
        .next(2)
        .wait(ms(10))
        .next(3)
        .build();
    let mut right = StreamMockBuilder::new().next(1).build();
    assert_eq!(
        printed(&mut left, &mut right).await,
        [(0, 1), (10, 2), (20, 3)],
        "the right wire has ended, the left one has not"
    );
}

#[tokio::test(start_paused = true)]
async fn lets_neither_wire_starve() {
    // Both wires always have a headline ready. Who draws lots fails less than once in a thousand million runs.
    let first = StreamExt::take(merge(stream::repeat(1), stream::repeat(2)), 100);
    let first: Vec<u32> = StreamExt::collect(first).await;
    let left = first.iter().filter(|headline| **headline == 1).count();
    assert!(
        (20..=80).contains(&left),
        "of the first 100 headlines {left} are of the left wire: does it always come first, or last?"
    );
}

/// Each headline that comes of two scripts, and how many milliseconds after the start it came.
async fn printed(left: &mut StreamMock<u32>, right: &mut StreamMock<u32>) -> Vec<(u128, u32)> {
    let start = Instant::now();
    // The trait is named, because an answer may use the other `StreamExt`, of tokio-stream.
    let printed = StreamExt::map(merge(left, right), |headline| {
        (start.elapsed().as_millis(), headline)
    });
    StreamExt::collect(printed).await
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
