// Counts: never_polled

use super::*;
use std::cell::{Cell, RefCell};
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::test(start_paused = true)]
async fn runs_it_twice() {
    let runs = Cell::new(0);
    twice(async || {
        runs.set(runs.get() + 1);
        6
    })
    .await;
    assert_eq!(
        runs.get(),
        2,
        "one future is one run: how many were awaited?"
    );
}

#[tokio::test(start_paused = true)]
async fn returns_the_first_result_first() {
    let runs = Cell::new(0);
    let results = twice(async || {
        runs.set(runs.get() + 1);
        runs.get()
    })
    .await;
    assert_eq!(
        results,
        [1, 2],
        "a future runs when it is awaited, not when it is made"
    );
}

#[tokio::test(start_paused = true)]
async fn starts_again_only_after_the_first_run() {
    let seen = RefCell::new(Vec::new());
    twice(async || {
        seen.borrow_mut().push("begins");
        sleep(Duration::from_secs(1)).await;
        seen.borrow_mut().push("ends");
        6
    })
    .await;
    assert_eq!(
        *seen.borrow(),
        ["begins", "ends", "begins", "ends"],
        "did the second run wait for the first to end?"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_twice_as_long() {
    let start = Instant::now();
    twice(async || {
        sleep(Duration::from_secs(3)).await;
        6
    })
    .await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(6),
        "two runs of 3 s, one after the other"
    );
}
