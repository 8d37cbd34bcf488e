// Counts: never_polled

use super::*;
use tokio::runtime::{Builder, Handle};
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn counts_down_to_the_lift_off() {
    assert_eq!(
        countdown(3).await,
        "3 2 1 lift-off",
        "each number, then what the countdown of the next one returns"
    );
}

#[tokio::test(start_paused = true)]
async fn waits_for_the_lift_off() {
    let start = Instant::now();
    countdown(10).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "only `lift_off` takes time, and it is awaited once"
    );
}

#[tokio::test(start_paused = true)]
async fn stays_in_one_task() {
    let tasks_meanwhile = async {
        sleep(Duration::from_millis(500)).await;
        Handle::current().metrics().num_alive_tasks()
    };
    let (_, tasks) = tokio::join!(countdown(10), tasks_meanwhile);
    assert_eq!(
        tasks, 0,
        "an `.await` needs no task: what was spawned here?"
    );
}

// Ten thousand polls, one inside the other, need a larger stack than the thread of a test has.
#[test]
fn counts_from_ten_thousand() {
    let count = || {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(countdown(10_000))
    };
    let thread = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(count)
        .unwrap();
    let text = thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    assert_eq!(
        text.split(' ').count(),
        10_001,
        "ten thousand numbers and the lift-off"
    );
}
