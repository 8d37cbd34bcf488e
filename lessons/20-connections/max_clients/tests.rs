// Counts: aborted_at_exit, blocked_thread, deadlock, over_limit

use super::*;

#[tokio::test(start_paused = true)]
async fn serves_clients_at_the_same_time() {
    let day = day(3, &[(0, "Ada", 5), (1, "Ben", 2), (2, "Cleo", 2)]).await;
    assert_eq!(
        day.notes,
        [
            (3, "Ben", "served"),
            (4, "Cleo", "served"),
            (5, "Ada", "served")
        ],
        "(second, who, what): there are three places: does one client wait for another?"
    );
}

#[tokio::test(start_paused = true)]
async fn refuses_whoever_finds_no_place() {
    let day = day(
        2,
        &[(0, "Ada", 9), (1, "Ben", 9), (2, "Cleo", 1), (3, "Dan", 1)],
    )
    .await;
    assert_eq!(
        day.notes,
        [
            (2, "Cleo", "refused"),
            (3, "Dan", "refused"),
            (9, "Ada", "served"),
            (10, "Ben", "served")
        ],
        "(second, who, what): both places are taken until the ninth second"
    );
}

#[tokio::test(start_paused = true)]
async fn a_place_is_free_again() {
    let clients = [
        (0, "Ada", 2),
        (1, "Ben", 5),
        (3, "Cleo", 5),
        (4, "Dan", 1),
        (7, "Eve", 1),
    ];
    assert_eq!(
        day(2, &clients).await.notes,
        [
            (2, "Ada", "served"),
            (4, "Dan", "refused"),
            (6, "Ben", "served"),
            (8, "Cleo", "served"),
            (8, "Eve", "served")
        ],
        "(second, who, what): Cleo has the place of Ada, and Eve that of Ben"
    );
}

#[tokio::test(start_paused = true)]
async fn so_is_that_of_a_client_that_failed() {
    let clients = [(0, "Trudy", 1), (2, "Trudy", 1), (4, "Ada", 1)];
    assert_eq!(
        day(1, &clients).await.notes,
        [(5, "Ada", "served")],
        "(second, who, what): Trudy was gone when she came: who still had the only place?"
    );
}

#[tokio::test(start_paused = true)]
async fn so_is_that_of_a_client_that_crashed() {
    let clients = [
        (0, "Mallory", 1),
        (2, "Mallory", 1),
        (4, "Ada", 1),
        (6, "Mallory", 1),
    ];
    let server = tokio::spawn(async move { day(1, &clients).await });
    let day = server
        .await
        .expect("one client crashed, and the server with it");
    assert_eq!(
        day.notes,
        [(5, "Ada", "served")],
        "(second, who, what): what runs when a task panics, and what does not?"
    );
    assert_eq!(day.seconds, 7, "the last client was gone after 7 s");
}

#[tokio::test(start_paused = true)]
async fn returns_when_the_last_is_gone() {
    let day = day(
        2,
        &[
            (0, "Ada", 8),
            (1, "Trudy", 2),
            (2, "Ben", 1),
            (4, "Cleo", 1),
        ],
    )
    .await;
    assert_eq!(
        day.seconds, 8,
        "no more clients come after 4 s, and Ada is served until 8 s"
    );
    assert_eq!(
        day.notes,
        [
            (2, "Ben", "refused"),
            (5, "Cleo", "served"),
            (8, "Ada", "served")
        ],
        "(second, who, what)"
    );
}

struct Day {
    notes: Vec<(u64, &'static str, &'static str)>,
    /// When `serve_at_most` returned.
    seconds: u64,
}

/// Serves the clients, given as (when it comes, who it is, how long it takes).
async fn day(most: usize, clients: &[(u64, &'static str, u64)]) -> Day {
    let mut listener = Listener {
        start: Instant::now(),
        coming: clients.iter().copied().collect(),
        notes: Notes::default(),
    };
    serve_at_most(most, &mut listener).await;
    let notes = listener.notes.lock().unwrap().clone();
    let seconds = listener.start.elapsed().as_secs();
    Day { notes, seconds }
}
