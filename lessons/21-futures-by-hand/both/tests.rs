// Counts: sequential, poll_after_ready, no_waker, blocked_thread

use super::*;
use std::cell::Cell;
use std::future::poll_fn;
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_test::{assert_pending, assert_ready, task};

#[tokio::test(start_paused = true)]
async fn gives_both_outputs() {
    let (yes, number) = both(ask("Ada", 1), async { 7 }).await;
    assert_eq!(
        yes, "Ada says yes",
        "each output has the place of its future"
    );
    assert_eq!(number, 7, "each output has the place of its future");
}

#[tokio::test(start_paused = true)]
async fn waits_for_both_at_the_same_time() {
    let start = Instant::now();
    both(ask("Ada", 3), ask("Ben", 2)).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "does the second begin before the first is done?"
    );
}

#[tokio::test(start_paused = true)]
async fn lets_the_second_be_late() {
    let start = Instant::now();
    let (number, yes) = both(async { 7 }, ask("Ben", 3)).await;
    assert_eq!(
        (number, yes.as_str()),
        (7, "Ben says yes"),
        "each output has the place of its future"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "the first is ready at once: who keeps its output, and who asks the second?"
    );
}

#[tokio::test(start_paused = true)]
async fn is_woken_for_either() {
    let (ada, first) = oneshot::channel();
    let (ben, second) = oneshot::channel();
    let mut both = task::spawn(both(first, second));
    assert_pending!(both.poll(), "nobody has answered");
    assert!(!both.is_woken(), "nobody has answered: who has woken it?");
    ben.send(2).expect("the receiver is in `both`");
    assert!(
        both.is_woken(),
        "the second was polled with a waker: with which?"
    );
    assert_pending!(both.poll(), "the first has not answered");
    assert!(
        !both.is_woken(),
        "the first has not answered: for what should it be polled again?"
    );
    ada.send(1).expect("the receiver is in `both`");
    assert!(
        both.is_woken(),
        "the first was polled with a waker: with which?"
    );
    assert_eq!(
        assert_ready!(both.poll()),
        (Ok(1), Ok(2)),
        "both have answered"
    );
}

#[tokio::test(start_paused = true)]
async fn asks_each_once_in_a_poll() {
    let (first, second) = (Cell::new(0), Cell::new(0));
    let mut both = task::spawn(both(count_polls(&first), count_polls(&second)));
    for polls in 1..=3 {
        assert_pending!(both.poll(), "neither will ever be ready");
        assert_eq!(
            (first.get(), second.get()),
            (polls, polls),
            "you were polled {polls} times: how often did you ask each of the two?"
        );
    }
}

/// Never ready, and counts how often it is asked.
async fn count_polls(polls: &Cell<u32>) {
    poll_fn(|_| {
        polls.set(polls.get() + 1);
        Poll::Pending
    })
    .await
}
