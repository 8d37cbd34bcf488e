// Counts: deadlock, livelock, blocked_thread

use super::*;
use futures::future::join_all;
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::test(start_paused = true)]
async fn lets_all_who_wait_go_on() {
    let event = Event::default();
    let start = Instant::now();
    let wait = async || {
        event.wait().await;
        start.elapsed()
    };
    let set = async {
        sleep(ms(1234)).await;
        event.set();
    };
    let (waited, ()) = tokio::join!(join_all([wait(), wait(), wait()]), set);
    assert_eq!(
        waited,
        [ms(1234); 3],
        "it was set after 1234 ms: who wakes those who wait, and when?"
    );
}

#[tokio::test(start_paused = true)]
async fn lets_whoever_comes_later_pass() {
    let event = Event::default();
    let start = Instant::now();
    event.set();
    sleep(ms(1000)).await;
    event.wait().await;
    event.wait().await;
    assert_eq!(
        start.elapsed(),
        ms(1000),
        "it is set, and stays so: what is there to wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn makes_wait_after_clear() {
    let event = Event::default();
    let start = Instant::now();
    event.set();
    event.set();
    event.clear();
    let wait = async {
        event.wait().await;
        start.elapsed()
    };
    let set = async {
        sleep(ms(1000)).await;
        event.set();
    };
    let (waited, ()) = tokio::join!(wait, set);
    assert_eq!(
        waited,
        ms(1000),
        "it was cleared, and set again after 1 s: what let the waiting one pass before?"
    );
}

#[tokio::test(start_paused = true)]
async fn forgets_nobody_when_it_is_cleared_at_once() {
    let event = Event::default();
    let flash = async {
        sleep(ms(1000)).await;
        event.set();
        // Those who wait are awake, and have not had their turn.
        event.clear();
    };
    let start = Instant::now();
    let hour = ms(3_600_000);
    let waiting = tokio::time::timeout(hour, async { tokio::join!(event.wait(), event.wait()) });
    let (waited, ()) = tokio::join!(waiting, flash);
    assert!(
        waited.is_ok(),
        "they waited when it was set: what do they look at when they wake up?"
    );
    assert_eq!(start.elapsed(), ms(1000), "it was set after 1 s");
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
