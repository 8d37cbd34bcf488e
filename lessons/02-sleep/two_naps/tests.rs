// Counts: blocked_thread, never_polled

use super::*;

const FIRST: Duration = Duration::from_millis(300);
const SECOND: Duration = Duration::from_millis(200);

#[tokio::test(start_paused = true)]
async fn wakes_from_the_first() {
    let start = Instant::now();
    let (woke, _) = two_naps(FIRST, SECOND).await;
    assert_eq!(
        woke - start,
        FIRST,
        "the first nap begins at once and takes its own time, no more"
    );
}

#[tokio::test(start_paused = true)]
async fn the_second_follows_the_first() {
    let start = Instant::now();
    let (_, woke) = two_naps(FIRST, SECOND).await;
    assert_eq!(
        woke - start,
        FIRST + SECOND,
        "did the second nap begin when the first had ended?"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_as_long_as_both() {
    let start = Instant::now();
    two_naps(FIRST, SECOND).await;
    assert_eq!(
        start.elapsed(),
        FIRST + SECOND,
        "waits that are awaited in turn add up"
    );
}
