// Counts: orphan_task, aborted_at_exit, blocked_thread

use super::*;
use futures::FutureExt;
use std::sync::{Arc, Mutex};

/// Three doors, two seconds each.
fn tour() -> Vec<Delivery> {
    ["Ada", "Ben", "Cleo"]
        .map(|name| deliver(name, 2).boxed())
        .into()
}

fn in_secs(seconds: u64) -> Instant {
    Instant::now() + Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn delivers_one_after_another() {
    let start = Instant::now();
    assert_eq!(
        within(in_secs(7), tour()).await,
        ["Ada", "Ben", "Cleo"],
        "there is time for all three"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(6),
        "three times two seconds: less means that two were under way together, more that you waited for nothing"
    );
}

#[tokio::test(start_paused = true)]
async fn comes_back_at_the_deadline() {
    let start = Instant::now();
    within(in_secs(5), tour()).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(5),
        "the third delivery would be done after 6 s: does your limit begin anew with each delivery, or is it looked at too late?"
    );
}

#[tokio::test(start_paused = true)]
async fn returns_what_was_done() {
    assert_eq!(
        within(in_secs(5), tour()).await,
        ["Ada", "Ben"],
        "two were done before the deadline: where were their names when it came?"
    );
}

#[tokio::test(start_paused = true)]
async fn knows_a_deadline_that_was_set_before() {
    let start = Instant::now();
    let deadline = in_secs(5);
    sleep(Duration::from_secs(2)).await;
    assert_eq!(
        within(deadline, tour()).await,
        ["Ada"],
        "the first two of the five seconds had passed before the call"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(5),
        "a deadline is a moment: it does not move because the call comes late"
    );
}

#[tokio::test(start_paused = true)]
async fn leaves_nothing_behind() {
    let (tour, log) = noted();
    within(in_secs(3), tour).await;
    sleep(Duration::from_secs(60)).await;
    assert_eq!(
        *log.lock().unwrap(),
        ["to Ada", "at Ada", "to Ben"],
        "the deadline came on the way to Ben: nothing may happen after it"
    );
}

/// The same tour, and a log of what happens on it.
fn noted() -> (Vec<Delivery>, Arc<Mutex<Vec<String>>>) {
    let log = Arc::new(Mutex::new(Vec::new()));
    let tour = ["Ada", "Ben", "Cleo"].map(|name| {
        let log = Arc::clone(&log);
        let delivery = async move {
            log.lock().unwrap().push(format!("to {name}"));
            deliver(name, 2).await;
            log.lock().unwrap().push(format!("at {name}"));
            name
        };
        delivery.boxed()
    });
    (tour.into(), log)
}
