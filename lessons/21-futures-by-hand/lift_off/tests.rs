// Counts: no_waker, self_wake_storm, deadlock

use super::*;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_test::{assert_pending, assert_ready, task};

#[tokio::test(start_paused = true)]
async fn lifts_off_at_zero() {
    let start = Instant::now();
    let countdown = Countdown::from(3);
    // A task of its own: nothing but your waker brings the rocket back.
    let rocket = tokio::spawn(countdown.clone());
    for _ in 0..3 {
        sleep(Duration::from_secs(1)).await;
        countdown.step();
    }
    assert!(rocket.await.is_ok(), "no rocket panics");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "three steps, a second apart: which of them wakes the rocket?"
    );
}

#[tokio::test(start_paused = true)]
async fn is_ready_without_a_count() {
    let mut rocket = task::spawn(Countdown::from(0));
    assert_ready!(
        rocket.poll(),
        "nothing is left to wait for, and nobody will ever step"
    );
}

#[tokio::test(start_paused = true)]
async fn wakes_at_zero_and_not_before() {
    let countdown = Countdown::from(3);
    let mut rocket = task::spawn(countdown.clone());
    assert_pending!(rocket.poll(), "three are left");
    for left in [2, 1] {
        countdown.step();
        assert!(
            !rocket.is_woken(),
            "with {left} to go the rocket was woken: what could it do but go back to sleep?"
        );
    }
    countdown.step();
    assert!(
        rocket.is_woken(),
        "the count is at zero, and the rocket was not woken"
    );
    assert_ready!(rocket.poll(), "the count is at zero");
}

#[tokio::test(start_paused = true)]
async fn may_be_polled_at_any_time() {
    let countdown = Countdown::from(2);
    let mut rocket = task::spawn(countdown.clone());
    for _ in 0..5 {
        assert_pending!(
            rocket.poll(),
            "a poll is a question, and says nothing of the count: what if a `join!` polls you for the sake of its other half?"
        );
    }
    countdown.step();
    countdown.step();
    assert!(
        rocket.is_woken(),
        "the count is at zero, and the rocket was not woken"
    );
    assert_ready!(rocket.poll(), "the count is at zero");
}

#[tokio::test(start_paused = true)]
async fn stays_at_zero() {
    let countdown = Countdown::from(1);
    let mut rocket = task::spawn(countdown.clone());
    assert_pending!(rocket.poll(), "one is left");
    countdown.step();
    countdown.step();
    assert_ready!(rocket.poll(), "one step too many changes nothing");
    countdown.step();
    assert!(
        !rocket.is_woken(),
        "the count was at zero before this step: for what was the rocket woken?"
    );
}
