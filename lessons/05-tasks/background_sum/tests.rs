// Counts: aborted_at_exit, blocked_thread

use super::*;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn returns_the_sum() {
    let sum = background_sum("Ada", &[4, 12, 5]).await;
    assert_eq!(sum.total, 21, "4, 12 and 5 are 21");
}

#[tokio::test(start_paused = true)]
async fn greets_in_the_meantime() {
    let start = Instant::now();
    background_sum("Ada", &[4, 12, 5]).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "three prices take 3 s, the greeting 2 s: which of the two had not begun while the other waited, \
         or was not done when you returned?"
    );
}

#[tokio::test(start_paused = true)]
async fn waits_for_the_greeting() {
    let start = Instant::now();
    background_sum("Ada", &[4]).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "one price takes 1 s, the greeting 2 s, at the same time: who had not been greeted to the end, or had to wait?"
    );
}

#[tokio::test(start_paused = true)]
async fn adds_up_in_a_task_of_its_own() {
    let guest = task::spawn(async {
        let sum = background_sum("Ada", &[4, 12]).await;
        (task::try_id(), sum.task)
    });
    let (caller, adder) = guest.await.expect("the guest does not panic");
    assert_ne!(
        adder, caller,
        "the caller's own task added up: what makes another one?"
    );
}
