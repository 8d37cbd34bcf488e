// Counts: deadlock, no_waker, self_wake_storm, poll_after_ready

use super::*;
use std::future;
use tokio::time::{Instant, interval};

/// The result with a limit of so many seconds, and when it came.
async fn within<F: Future>(limit: u64, future: F) -> (Result<F::Output, TooLate>, Duration) {
    let start = Instant::now();
    let result = on_time(Duration::from_secs(limit), future).await;
    (result, start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn gives_what_is_done_in_time() {
    let (result, time) = within(5, deliver("lamp", 3)).await;
    assert_eq!(
        result,
        Ok("lamp delivered".into()),
        "the limit was not over"
    );
    assert_eq!(
        time,
        Duration::from_secs(3),
        "it was done after 3 s: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn gives_up_at_the_limit() {
    let (result, time) = within(5, deliver("piano", 3600)).await;
    assert_eq!(result, Err(TooLate), "an hour is more than 5 s");
    assert_eq!(time, Duration::from_secs(5), "the limit was 5 s");
}

#[tokio::test(start_paused = true)]
async fn gives_up_although_nobody_else_wakes() {
    let (result, time) = within(5, future::pending::<()>()).await;
    assert_eq!(result, Err(TooLate), "it would wait for ever");
    assert_eq!(time, Duration::from_secs(5), "the limit was 5 s");
}

#[tokio::test(start_paused = true)]
async fn has_one_limit_however_often_it_is_polled() {
    let ticks = async {
        let mut seconds = interval(Duration::from_secs(1));
        // An hour of ticks, each of which is a poll.
        for _ in 0..3600 {
            seconds.tick().await;
        }
    };
    let (result, time) = within(5, ticks).await;
    assert_eq!(
        result,
        Err(TooLate),
        "an hour is more than 5 s: does the limit begin anew?"
    );
    assert_eq!(time, Duration::from_secs(5), "the limit was 5 s");
}

#[tokio::test(start_paused = true)]
async fn counts_what_is_done_at_the_limit() {
    let (result, _) = within(5, deliver("lamp", 5)).await;
    assert_eq!(
        result,
        Ok("lamp delivered".into()),
        "both are over in the same poll: whom do you ask first?"
    );
}

#[tokio::test(start_paused = true)]
async fn holds_its_future_without_a_box() {
    let big = async {
        let map = [7_u8; 4096];
        sleep(Duration::from_secs(1)).await;
        map.len()
    };
    let size = size_of_val(&big);
    let big = on_time(Duration::from_secs(5), big);
    assert!(
        size_of_val(&big) > size,
        "the future has {size} bytes, and the whole {}: where is the future?",
        size_of_val(&big)
    );
    assert_eq!(big.await, Ok(4096), "it takes a second");
}
