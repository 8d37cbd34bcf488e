// Counts: aborted_at_exit, lost_panic, blocked_thread

use super::*;
use tokio::time::Instant;

/// Begins to record, and lets a second pass.
async fn begin(light: &Arc<AtomicBool>, seconds: u64) -> JoinHandle<String> {
    let recording = tokio::spawn(record(seconds, Camera::new(light)));
    sleep(Duration::from_secs(1)).await;
    recording
}

#[tokio::test(start_paused = true)]
async fn turns_the_camera_off() {
    let light = Arc::default();
    let recording = begin(&light, 3600).await;
    assert_eq!(stop(recording).await, None, "the recording was not done");
    assert!(
        !light.load(Relaxed),
        "you returned while the camera was on: has the task been dropped by now, or has it only been asked to stop?"
    );
}

#[tokio::test(start_paused = true)]
async fn does_not_wait_for_the_film() {
    let light = Arc::default();
    let recording = begin(&light, 3600).await;
    let start = Instant::now();
    stop(recording).await;
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "to stop a task takes no time on the clock: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn returns_a_film_that_is_done() {
    let light = Arc::default();
    let recording = begin(&light, 2).await;
    sleep(Duration::from_secs(2)).await;
    let film = stop(recording).await;
    assert_eq!(
        film.as_deref(),
        Some("film of 2 s"),
        "the recording had ended before it was stopped: what does its handle give?"
    );
}

#[tokio::test(start_paused = true)]
async fn passes_a_panic_on() {
    let light = Arc::default();
    let recording = begin(&light, 3601).await;
    sleep(Duration::from_secs(3601)).await;
    // A task of its own for `stop`, in which its panic ends.
    let caller = tokio::spawn(stop(recording)).await;
    assert!(
        caller.is_err_and(|error| error.is_panic()),
        "the recording panicked, because the film was full, and the caller of `stop` does not get to know it"
    );
}

#[tokio::test(start_paused = true)]
async fn turns_the_camera_off_on_a_busy_runtime() {
    let light = Arc::default();
    let recording = begin(&light, 3600).await;
    // They are before the recording in the queue of the runtime, and come back to it again and again.
    let others: Vec<_> = (0..100).map(|_| tokio::spawn(be_busy())).collect();
    stop(recording).await;
    assert!(
        !light.load(Relaxed),
        "a hundred other tasks had something to do, and you returned while the camera was on: \
         what tells you for certain that a task has ended?"
    );
    for other in others {
        other.await.expect("the others do not panic");
    }
}

async fn be_busy() {
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}
