// Counts: blocked_thread

use super::*;
use futures::{Stream, StreamExt, stream};
use std::task::{Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::test(start_paused = true)]
async fn passes_good_rows_on() {
    let rows = ends_once(stream::iter([Ok("Ada"), Ok("Ben"), Ok("Cleo")]));
    let given: Vec<Row> = StreamExt::collect(until_error(rows)).await;
    assert_eq!(
        given,
        [Ok("Ada"), Ok("Ben"), Ok("Cleo")],
        "no row is bad: all of them, in their order"
    );
}

#[tokio::test(start_paused = true)]
async fn ends_with_the_first_bad_row() {
    let rows = stream::iter([Ok("Ada"), Err(BadRow(2)), Ok("Cleo"), Err(BadRow(4))]);
    let given: Vec<Row> = StreamExt::collect(until_error(ends_once(rows))).await;
    assert_eq!(
        given,
        [Ok("Ada"), Err(BadRow(2))],
        "the first bad row is the last one that is given: who else tells that the import has stopped?"
    );
}

#[tokio::test(start_paused = true)]
async fn gives_each_row_when_it_comes() {
    let start = Instant::now();
    let rows = slowly([Ok("Ada"), Ok("Ben"), Err(BadRow(3))]);
    let given = StreamExt::map(until_error(rows), |row| (start.elapsed().as_secs(), row));
    let given: Vec<(u64, Row)> = StreamExt::collect(given).await;
    assert_eq!(
        given,
        [(1, Ok("Ada")), (2, Ok("Ben")), (3, Err(BadRow(3)))],
        "a row comes each second: what did it wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn ends_at_once_after_a_bad_row() {
    let start = Instant::now();
    let mut asked = 0;
    let rows = StreamExt::inspect(slowly([Ok("Ada"), Err(BadRow(2)), Ok("Cleo")]), |_| {
        asked += 1
    });
    let count = StreamExt::count(until_error(rows)).await;
    assert_eq!(count, 2, "the good row and the bad one");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "the bad row came after 2 s: did the end wait for the next row?"
    );
    assert_eq!(asked, 2, "why read a row that nobody gets?");
}

/// A row each second.
fn slowly<const N: usize>(rows: [Row; N]) -> impl Stream<Item = Row> {
    StreamExt::then(stream::iter(rows), |row| async {
        sleep(Duration::from_secs(1)).await;
        row
    })
}

/// The same stream, but it panics when it is asked again after its end. Any stream may do that.
fn ends_once(stream: impl Stream<Item = Row>) -> impl Stream<Item = Row> {
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
