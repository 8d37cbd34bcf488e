// Counts: blocked_thread

use super::*;
use futures::{StreamExt, stream};
use std::task::{Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, sleep};
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
async fn asks_no_wire_again_after_its_end() {
    let slow = |headline| async move {
        sleep(ms(10)).await;
        headline
    };
    let left = ends_once(stream::iter([1]));
    let right = ends_once(StreamExt::then(stream::iter([2, 3]), slow));
    let headlines: Vec<u32> = StreamExt::collect(merge(left, right)).await;
    assert_eq!(headlines, [1, 2, 3], "each headline once");
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

/// The same stream, but it panics when it is asked again after its end. Any stream may do that.
fn ends_once(stream: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    let mut stream = Box::pin(stream);
    let mut ended = false;
    stream::poll_fn(move |cx| {
        assert!(
            !ended,
            "a stream has ended, and was asked again: `fuse` makes that harmless"
        );
        let item = ready!(stream.as_mut().poll_next(cx));
        ended = item.is_none();
        Poll::Ready(item)
    })
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
