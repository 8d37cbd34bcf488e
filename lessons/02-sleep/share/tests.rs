// Counts: blocked_thread, never_polled

use super::*;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn takes_five_steps() {
    let path = RefCell::default();
    walk('A', &path).await;
    assert_eq!(
        path.take(),
        "AAAAA",
        "five steps, also for one who walks alone"
    );
}

#[tokio::test(start_paused = true)]
async fn nobody_takes_three_in_a_row() {
    let path = RefCell::default();
    tokio::join!(walk('A', &path), walk('B', &path));
    let path = path.take();
    for name in ["A", "B"] {
        assert_eq!(
            path.matches(name).count(),
            5,
            "{name} takes five steps: {path}"
        );
        assert!(
            !path.contains(&name.repeat(3)),
            "{name} keeps the thread to itself: {path}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn lets_others_run_after_each_step() {
    let path = RefCell::default();
    let walker = async {
        walk('A', &path).await;
        step('.', &path);
    };
    let other = async {
        for _ in 0..20 {
            step('-', &path);
            yield_now().await;
        }
    };
    // In this order, `other` has one turn whenever `walker` returns.
    tokio::join!(biased; walker, other);
    let path = path.take();
    assert!(
        !path.contains("AA"),
        "between two steps of A others have their turn: {path}"
    );
    assert!(
        !path.contains("A."),
        "after the last step too others have their turn: {path}"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_no_time() {
    let path = RefCell::default();
    let start = Instant::now();
    tokio::join!(walk('A', &path), walk('B', &path));
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "to let others run, is it necessary that time passes?"
    );
}
