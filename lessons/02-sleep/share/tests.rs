// Counts: blocked_thread, never_polled

use super::*;
use std::time::Duration;
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
async fn gives_way_after_the_last_step_too() {
    let path = RefCell::default();
    let arrive = async {
        walk('A', &path).await;
        step('!', &path);
    };
    tokio::join!(arrive, walk('B', &path));
    let path = path.take();
    assert!(
        !path.contains("A!"),
        "A went straight on after its last step: {path}"
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
