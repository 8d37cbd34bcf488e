// Counts: sequential, aborted_at_exit, orphan_task

use super::*;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use tokio::runtime::Handle;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn uploads_all_at_the_same_time() {
    let album = Album::default();
    let start = Instant::now();
    let said = upload_album(uploads(&album, &[("photo", 3), ("book", 1), ("map", 2)])).await;
    let mut said = said.expect("there is room for each");
    said.sort();
    assert_eq!(
        said,
        ["book uploaded", "map uploaded", "photo uploaded"],
        "what each upload says comes back"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "did one upload wait for another?"
    );
}

#[tokio::test(start_paused = true)]
async fn makes_a_task_of_each() {
    let album = Album::default();
    let uploaded = upload_album(uploads(&album, &[("photo", 2), ("book", 2), ("map", 2)]));
    let look = async {
        sleep(Duration::from_secs(1)).await;
        Handle::current().metrics().num_alive_tasks()
    };
    let (_, tasks) = tokio::join!(uploaded, look);
    assert!(
        tasks >= 3,
        "three uploads are under way, and {tasks} tasks: a call that you await is not a task"
    );
}

#[tokio::test(start_paused = true)]
async fn comes_back_at_once() {
    let album = Album::default();
    let start = Instant::now();
    let files = [("photo", 1), ("book", 9), ("film", 2)];
    let said = upload_album(uploads(&album, &files)).await;
    assert_eq!(said, Err(NoRoom("film")), "there was no room for the film");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "the film failed after 2 s: what did you wait for?"
    );
}

// In this order, and in 199 others: that a task has ended must not be luck.
#[test]
fn has_stopped_all_when_one_fails() {
    trials::schedules("orphan_task", async || {
        let album = Album::default();
        let files = [("photo", 1), ("film", 2), ("book", 3), ("map", 4)];
        let said = upload_album(uploads(&album, &files)).await;
        assert_eq!(said, Err(NoRoom("film")), "there was no room for the film");
        let alive = Arc::strong_count(&album) - 1;
        assert_eq!(
            alive, 0,
            "you came back, and {alive} uploads were there: have they ended, or have they only been asked to?"
        );
    });
}

#[tokio::test(start_paused = true)]
async fn has_stopped_all_when_one_panics() {
    let album = Album::default();
    let files = [("photo", 1), ("song", 2), ("book", 3), ("map", 4)];
    let start = Instant::now();
    let group = AssertUnwindSafe(upload_album(uploads(&album, &files)));
    let end = group.catch_unwind().await;
    let alive = Arc::strong_count(&album) - 1;
    let Err(panic) = end else {
        panic!("an upload panicked, and the caller of `upload_album` does not get to know it");
    };
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "the song panicked after 2 s: what did you wait for?"
    );
    assert_eq!(
        alive, 0,
        "the panic went on, and {alive} uploads were there: who stops them, and who waits until they have ended?"
    );
    assert_eq!(
        panic.downcast_ref(),
        Some(&"the song is a virus"),
        "a panic came, but not that of the upload: what does the `JoinError` hold, and how does it go on?"
    );
}

#[test]
fn stops_all_when_it_is_dropped() {
    trials::cancel_sweep(
        "orphan_task",
        Album::default,
        async |album: &mut Album| {
            let files = [("photo", 1), ("book", 2), ("map", 3)];
            drop(upload_album(uploads(album, &files)).await);
        },
        async |album: &mut Album| {
            // A task that is asked to stop does so when it is its turn.
            sleep(Duration::from_millis(1)).await;
            let alive = Arc::strong_count(album) - 1;
            assert_eq!(
                alive, 0,
                "your caller has gone, and {alive} uploads go on: who could stop them now?"
            );
        },
    );
}

fn uploads(album: &Album, files: &[(&'static str, u64)]) -> Vec<Upload> {
    let begin = |&(file, seconds)| upload(file, seconds, Arc::clone(album)).boxed();
    files.iter().map(begin).collect()
}
