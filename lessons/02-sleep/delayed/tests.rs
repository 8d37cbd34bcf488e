// Counts: blocked_thread, never_polled

use super::*;
use std::cell::RefCell;
use tokio::time::{Instant, sleep};

const DELAY: Duration = Duration::from_millis(300);

#[tokio::test(start_paused = true)]
async fn returns_the_message() {
    for message in ["the tea is ready", "the toast burns"] {
        assert_eq!(
            delayed(message, DELAY).await,
            message,
            "the message comes back as it was given"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn takes_as_long_as_the_delay() {
    for delay in [DELAY, DELAY / 2] {
        let start = Instant::now();
        delayed("the tea is ready", delay).await;
        assert_eq!(
            start.elapsed(),
            delay,
            "was Tokio's `sleep` awaited, for this delay? The test's clock knows no other way to wait"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn lets_others_run() {
    let done = RefCell::new(Vec::new());
    let tea = async {
        delayed("the tea is ready", DELAY).await;
        done.borrow_mut().push("tea");
    };
    let toast = async {
        sleep(DELAY / 3).await;
        done.borrow_mut().push("toast");
    };
    tokio::join!(tea, toast);
    assert_eq!(
        done.take(),
        ["toast", "tea"],
        "the toast takes a third of the time: could it run while the tea waited?"
    );
}
