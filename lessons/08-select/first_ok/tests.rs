// Counts: sequential, orphan_task, poll_after_ready, runtime_misuse

use super::*;
use tokio::runtime::Handle;
use tokio::time::Instant;

fn mirror(name: &'static str, seconds: u64) -> Mirror {
    Mirror {
        name,
        seconds,
        has_it: true,
    }
}

fn empty(name: &'static str, seconds: u64) -> Mirror {
    Mirror {
        has_it: false,
        ..mirror(name, seconds)
    }
}

/// How many tasks are there, beside that of the test.
fn tasks() -> usize {
    Handle::current().metrics().num_alive_tasks()
}

#[tokio::test(start_paused = true)]
async fn takes_the_first_map() {
    let start = Instant::now();
    let map = first_ok(mirror("Oslo", 5), mirror("Lima", 2)).await;
    assert_eq!(
        map.as_deref(),
        Some("the map from Lima"),
        "Lima needs 2 s, Oslo 5 s"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "Lima had the map after 2 s: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn goes_on_if_the_near_one_has_none() {
    let start = Instant::now();
    let map = first_ok(empty("Oslo", 1), mirror("Lima", 4)).await;
    assert_eq!(
        map.as_deref(),
        Some("the map from Lima"),
        "after 1 s Oslo says that it has no map: is Lima still asked?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(4),
        "Lima needs 4 s: was it asked at the start?"
    );
}

#[tokio::test(start_paused = true)]
async fn goes_on_if_the_far_one_has_none() {
    let start = Instant::now();
    let map = first_ok(mirror("Oslo", 4), empty("Lima", 1)).await;
    assert_eq!(
        map.as_deref(),
        Some("the map from Oslo"),
        "after 1 s Lima says that it has no map: is Oslo still asked?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(4),
        "Oslo needs 4 s: was it asked at the start?"
    );
}

#[tokio::test(start_paused = true)]
async fn gives_up_when_neither_has_it() {
    let start = Instant::now();
    let map = first_ok(empty("Oslo", 2), empty("Lima", 3)).await;
    assert_eq!(map, None, "neither mirror has the map");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "only after 3 s both have said so"
    );
}

#[tokio::test(start_paused = true)]
async fn leaves_no_download_behind() {
    let start = Instant::now();
    let map = first_ok(mirror("Oslo", 1), mirror("Lima", 60)).await;
    assert_eq!(
        (map.as_deref(), start.elapsed()),
        (Some("the map from Oslo"), Duration::from_secs(1)),
        "Oslo had the map after 1 s: what did you wait for?"
    );
    assert_eq!(
        tasks(),
        0,
        "you have returned, and a task is still there: is it dropped by now, or only asked to stop?"
    );
}

#[test]
fn stops_when_it_is_dropped() {
    trials::cancel_sweep(
        "orphan_task",
        || (),
        async |()| drop(first_ok(mirror("Oslo", 1), mirror("Lima", 60)).await),
        async |()| {
            // A task that is asked to stop does so when it is its turn.
            sleep(Duration::from_millis(1)).await;
            assert_eq!(
                tasks(),
                0,
                "your caller has gone, and a download is under way: who could stop it now?"
            );
        },
    );
}
