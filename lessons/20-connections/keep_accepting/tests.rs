// Counts: aborted_at_exit, blocked_thread, deadlock, livelock

use super::*;
use Turn::{Comes, Fails, Gone};
use tokio::time::timeout;

#[tokio::test(start_paused = true)]
async fn serves_each_client_in_a_task() {
    let day = day(&[Comes("Ada", 3), Comes("Ben", 1), Comes("Cleo", 2)]).await;
    assert_eq!(
        day.asked,
        [0, 0, 0, 0],
        "(ms) when you asked for a client: does one of them wait for the other?"
    );
    assert_eq!(
        day.served,
        ["Ben", "Cleo", "Ada"],
        "Ben takes one second, Cleo two, Ada three"
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_has_gone_changes_nothing() {
    let day = day(&[Gone, Comes("Ada", 1), Gone, Gone, Comes("Ben", 1)]).await;
    assert_eq!(
        day.asked,
        [0, 0, 0, 0, 0, 0],
        "(ms) when you asked: one client has gone, and the next one is there already"
    );
    assert_eq!(day.served, ["Ada", "Ben"], "who was served");
}

#[tokio::test(start_paused = true)]
async fn waits_when_the_machine_has_no_more_to_give() {
    let day = day(&[Fails(1), Comes("Ada", 1), Comes("Ben", 1)]).await;
    assert_eq!(
        day.asked,
        [0, 50, 50, 50],
        "(ms) when you asked: too many files are open, and it takes a while until one is closed"
    );
    assert_eq!(day.served, ["Ada", "Ben"], "the server goes on");
}

#[tokio::test(start_paused = true)]
async fn waits_longer_each_time_but_no_longer_than_a_second() {
    let fails: Vec<Turn> = (1..=8).map(Fails).collect();
    let day = day(&fails).await;
    assert_eq!(
        day.asked,
        [0, 50, 150, 350, 750, 1550, 2550, 3550, 4550],
        "(ms) when you asked: 50, 100, 200, 400, 800, and from then on 1000 later"
    );
    assert!(
        day.error.is_none(),
        "eight failures in a row are not ten: {:?}",
        day.error
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_ends_the_row() {
    let turns = [Fails(1), Fails(2), Comes("Ada", 0), Fails(3), Fails(4)];
    assert_eq!(
        day(&turns).await.asked,
        [0, 50, 150, 150, 200, 300],
        "(ms) when you asked: after Ada, the row begins again with 50 ms"
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_has_gone_neither_counts_nor_ends_the_row() {
    let turns = [Fails(1), Gone, Fails(2), Gone, Gone, Fails(3)];
    assert_eq!(
        day(&turns).await.asked,
        [0, 50, 50, 150, 150, 150, 350],
        "(ms) when you asked: the pauses are 50, 100, 200 ms, each behind a failure of the machine"
    );
}

#[tokio::test(start_paused = true)]
async fn gives_up_after_ten_in_a_row() {
    let mut turns: Vec<Turn> = (1..=9).map(Fails).collect();
    turns.push(Comes("Ada", 60));
    turns.extend((1..=9).map(Fails));
    turns.extend([Gone, Fails(10), Comes("Ben", 1)]);
    let day = day(&turns).await;
    let (when, error) = day
        .error
        .expect("ten failures in a row are enough: return the error");
    assert_eq!(
        error, "failure 10",
        "nine failures came before Ada, and ten behind her: which one do you return?"
    );
    assert_eq!(
        when, 11_100,
        "(ms) when you returned: nine pauses take 5550 ms, twice; after the tenth failure there is nothing to wait for"
    );
    assert_eq!(
        day.served,
        ["Ada"],
        "she was being served when you gave up: who ended it?"
    );
}

/// What an `accept` gives.
#[derive(Clone, Copy)]
enum Turn {
    /// A client, and how many seconds it takes to serve it.
    Comes(&'static str, u64),
    /// A client that has gone.
    Gone,
    /// A failure of the machine.
    Fails(u32),
}

struct Day {
    /// In milliseconds, when it was asked for the next client.
    asked: Vec<u128>,
    served: Vec<&'static str>,
    /// In milliseconds, when the server gave up, and what it said.
    error: Option<(u128, String)>,
}

/// An hour of the server, and another one in which it is not asked to go on.
async fn day(turns: &[Turn]) -> Day {
    let hour = Duration::from_secs(3600);
    let (start, served) = (Instant::now(), Arc::default());
    let mut gone = [ErrorKind::ConnectionAborted, ErrorKind::ConnectionReset]
        .into_iter()
        .cycle();
    let next = turns.iter().map(|turn| match *turn {
        Comes(name, seconds) => Ok(Client {
            name,
            takes: Duration::from_secs(seconds),
            served: Arc::clone(&served),
        }),
        Gone => Err(gone.next().unwrap().into()),
        Fails(number) => Err(io::Error::other(format!("failure {number}"))),
    });
    let mut listener = Listener {
        next: next.collect(),
        start,
        asked: Vec::new(),
    };
    let error = timeout(hour, keep_accepting(&mut listener)).await.ok();
    let error = error.map(|error| (start.elapsed().as_millis(), error.to_string()));
    sleep(hour).await;
    let asked = listener.asked.iter().map(Duration::as_millis).collect();
    let served = served.lock().unwrap().clone();
    Day {
        asked,
        served,
        error,
    }
}
