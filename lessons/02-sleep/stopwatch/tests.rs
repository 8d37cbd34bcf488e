// Counts: blocked_thread

use super::*;
use tokio::time::sleep;

#[tokio::test(start_paused = true)]
async fn returns_the_output() {
    let (output, _) = stopwatch(async { "three eggs" }).await;
    assert_eq!(output, "three eggs", "the output of the work comes back");
}

#[tokio::test(start_paused = true)]
async fn measures_the_wait() {
    let (_, took) = stopwatch(sleep(Duration::from_secs(2))).await;
    assert_eq!(
        took,
        Duration::from_secs(2),
        "which clock was read, and was it read again after the work?"
    );
}

#[tokio::test(start_paused = true)]
async fn keeps_the_milliseconds() {
    let (_, took) = stopwatch(sleep(Duration::from_millis(1250))).await;
    assert_eq!(
        took,
        Duration::from_millis(1250),
        "the clock is exact to a millisecond"
    );
}

#[tokio::test(start_paused = true)]
async fn no_wait_takes_no_time() {
    let (_, took) = stopwatch(async {}).await;
    assert_eq!(
        took,
        Duration::ZERO,
        "on the paused clock only waiting takes time: which clock was read?"
    );
}
