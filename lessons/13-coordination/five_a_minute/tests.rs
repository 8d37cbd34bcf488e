// Counts: blocked_thread, broken_invariant

use super::*;
use futures::future::join_all;
use tokio::time::{Instant, sleep, timeout};

const MINUTE: Duration = Duration::from_secs(60);

/// In which second each boat enters, if they come in these seconds.
async fn seconds(canal: Canal, come: &[u64]) -> Vec<u64> {
    let start = Instant::now();
    let boat = async |second: &u64| {
        sleep(Duration::from_secs(*second)).await;
        canal.enter().await;
        // A millisecond too late is too late.
        start.elapsed().as_millis().div_ceil(1000) as u64
    };
    join_all(come.iter().map(boat)).await
}

#[tokio::test(start_paused = true)]
async fn lets_five_in_at_once() {
    let entered = seconds(Canal::new(5, MINUTE), &[0, 0, 0, 1, 1]).await;
    assert_eq!(
        entered,
        [0, 0, 0, 1, 1],
        "five may enter within a minute: what did they wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn makes_the_sixth_wait() {
    let entered = seconds(Canal::new(5, MINUTE), &[0; 12]).await;
    assert_eq!(
        entered,
        [0, 0, 0, 0, 0, 60, 60, 60, 60, 60, 120, 120],
        "five at once, five when the first five are a minute ago, and the rest another minute later"
    );
}

#[tokio::test(start_paused = true)]
async fn counts_back_from_each_boat() {
    let canal = Canal::new(5, MINUTE);
    let entered = seconds(canal, &[0, 10, 50, 50, 50, 59, 60, 60, 61]).await;
    assert_eq!(
        entered,
        [0, 10, 50, 50, 50, 60, 70, 110, 110],
        "the canal is full when five have entered in the last 60 s, and there is a place again when the first of \
         these five is 60 s ago: from when does your minute count?"
    );
}

#[tokio::test(start_paused = true)]
async fn saves_nothing_up() {
    let canal = Canal::new(2, MINUTE);
    let entered = seconds(canal, &[0, 3600, 3600, 3600]).await;
    assert_eq!(
        entered,
        [0, 3600, 3600, 3660],
        "two within any minute, however quiet the hour before was"
    );
}

#[tokio::test(start_paused = true)]
async fn lets_nobody_overtake() {
    // The last one comes in the second in which the one before it, which waits, may enter.
    let entered = seconds(Canal::new(1, MINUTE), &[0, 60, 20]).await;
    assert_eq!(
        entered,
        [0, 120, 60],
        "the boat that has waited since second 20 was the first to come: who went before it?"
    );
}

#[test]
fn keeps_no_place_for_who_gives_up() {
    trials::cancel_sweep(
        "broken_invariant",
        || (Canal::new(1, MINUTE), false),
        async |(canal, has_entered): &mut (Canal, bool)| {
            canal.enter().await;
            canal.enter().await;
            *has_entered = true;
        },
        async |(canal, has_entered): &mut (Canal, bool)| {
            let limit = Duration::from_secs(59);
            assert!(
                timeout(limit, canal.enter()).await.is_err(),
                "a boat entered less than a minute ago: who forgot it?"
            );
            let wait = Instant::now();
            canal.enter().await;
            assert_eq!(
                wait.elapsed(),
                MINUTE - limit,
                "the one before gave up, so that this boat is the next: whose place is taken? \
                 (Has the second one entered: {has_entered})"
            );
        },
    );
}
