// Counts: aborted_at_exit, deadlock, blocked_thread, starved_branch

use super::*;

#[tokio::test(start_paused = true)]
async fn serves_until_the_signal() {
    let day = day(10, &[(0, "Ada", 5), (1, "Ben", 3), (2, "Cleo", 1)]).await;
    assert_eq!(
        day.report,
        Report {
            served: 3,
            ..Report::default()
        },
        "each was done before the signal"
    );
    assert_eq!(
        day.notes,
        notes(&[(3, "Cleo served"), (4, "Ben served"), (5, "Ada served")]),
        "(second, what happened): did one client wait for another?"
    );
    assert_eq!(
        day.ms, 10_000,
        "nobody was left when the signal came after 10 s: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn lets_those_inside_finish() {
    let day = day(10, &[(8, "Ada", 4), (9, "Ben", 4)]).await;
    assert_eq!(
        day.report,
        Report {
            served: 2,
            ..Report::default()
        },
        "both were done before the 5 s of grace were over"
    );
    assert_eq!(
        day.ms, 13_000,
        "the last was done after 13 s: nobody waits for the end of the grace, or leaves before"
    );
}

#[tokio::test(start_paused = true)]
async fn aborts_when_the_grace_is_over() {
    let day = day(
        10,
        &[
            (0, "Ada", 60),
            (8, "Ben", 4),
            (9, "Cleo", 60),
            (13, "Dan", 1),
        ],
    )
    .await;
    assert_eq!(
        day.report,
        Report {
            served: 1,
            refused: 1,
            aborted: 2,
            ..Report::default()
        },
        "the grace is over 5 s after the signal: Ben was done by then, Ada and Cleo were not"
    );
    assert_eq!(
        day.ms, 15_000,
        "signal after 10 s, and 5 s of grace: when did you begin to count them?"
    );
    assert_eq!(
        day.alive, 0,
        "you returned, and clients were there: have they ended, or only been asked to?"
    );
}

#[tokio::test(start_paused = true)]
async fn refuses_whoever_comes_late() {
    let day = day(
        10,
        &[
            (9, "Ada", 5),
            (11, "Ben", 1),
            (12, "Cleo", 9),
            (60, "Dan", 1),
        ],
    )
    .await;
    assert_eq!(
        day.notes,
        notes(&[
            (11, "Ben refused"),
            (12, "Cleo refused"),
            (14, "Ada served")
        ]),
        "(second, what happened): whoever comes after the signal gets an answer when it comes, and no service"
    );
    assert_eq!(
        day.report,
        Report {
            served: 1,
            refused: 2,
            ..Report::default()
        },
        "Ben and Cleo came while Ada was served, and Dan came when all was over"
    );
}

#[test]
fn serves_nobody_after_the_signal() {
    trials::schedules("starved_branch", async || {
        let day = day(0, &[(0, "Ada", 1), (0, "Ben", 1)]).await;
        assert_eq!(
            day.report.served + day.report.aborted,
            0,
            "the signal was there before the first client: do you look at it first, or does chance decide?"
        );
    });
}

#[tokio::test(start_paused = true)]
async fn counts_a_crash() {
    let clients = [
        (0, "Ada", 2),
        (0, "Mallory", 1),
        (1, "Ben", 2),
        (9, "Mallory", 3),
        (9, "Cleo", 4),
    ];
    let server = tokio::spawn(async move { day(10, &clients).await });
    let day = server
        .await
        .expect("one client crashed, and the server with it");
    assert_eq!(
        day.report,
        Report {
            served: 3,
            crashed: 2,
            ..Report::default()
        },
        "one crashed before the signal, one after it: who tells you how a task has ended?"
    );
    assert_eq!(day.ms, 13_000, "the last was done after 13 s");
}

struct Day {
    report: Report,
    notes: Vec<(u64, String)>,
    ms: u128,
    alive: usize,
}

/// Serves the clients, given as (when it comes, who it is, how long it takes), until the second of the signal. The grace
/// is 5 s. A signal at 0 is there before the server is.
async fn day(signal: u64, clients: &[(u64, &'static str, u64)]) -> Day {
    let start = Instant::now();
    let notes = Notes::default();
    let coming = clients.iter().copied().collect();
    let mut listener = Listener {
        start,
        coming,
        notes: Arc::clone(&notes),
    };
    let token = CancellationToken::new();
    if signal == 0 {
        token.cancel();
    }
    let ring = async {
        sleep(Duration::from_secs(signal)).await;
        token.cancel();
    };
    let serve = async {
        let report = serve_until(token.clone(), Duration::from_secs(5), &mut listener).await;
        // At this moment, the test and the listener have the notes, and each client that is there.
        (report, Arc::strong_count(&notes) - 2)
    };
    let ((report, alive), ()) = tokio::join!(serve, ring);
    let ms = start.elapsed().as_millis();
    let notes = notes.lock().unwrap().clone();
    Day {
        report,
        notes,
        ms,
        alive,
    }
}

fn notes(notes: &[(u64, &str)]) -> Vec<(u64, String)> {
    notes
        .iter()
        .map(|(second, what)| (*second, what.to_string()))
        .collect()
}
