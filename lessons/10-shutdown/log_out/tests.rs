// Counts: sequential, poll_after_ready, aborted_at_exit

use super::*;
use std::future::pending;
use tokio::time::Instant;

const FILES: [(&str, u64); 3] = [("film", 9), ("photo", 1), ("song", 5)];

#[tokio::test(start_paused = true)]
async fn uploads_all_at_the_same_time() {
    let start = Instant::now();
    let whole = session(
        &FILES,
        &Disk::default(),
        pending(),
        &CancellationToken::new(),
    )
    .await;
    assert_eq!(
        whole,
        ["film", "photo", "song"],
        "nobody stopped them: all files are whole, in the order of the list"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(9),
        "did one upload wait for another?"
    );
}

#[tokio::test(start_paused = true)]
async fn ends_with_its_last_upload() {
    let start = Instant::now();
    let log_out = sleep(Duration::from_secs(3600));
    session(&FILES, &Disk::default(), log_out, &CancellationToken::new()).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(9),
        "the last file was whole after 9 s: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn stops_when_the_user_logs_out() {
    let (disk, start) = (Disk::default(), Instant::now());
    let whole = session(&FILES, &disk, at(1234), &CancellationToken::new()).await;
    check_stopped(whole, &disk);
    assert_eq!(
        start.elapsed(),
        Duration::from_millis(2234),
        "the user logged out after 1234 ms, and to remove a half takes a second"
    );
}

#[tokio::test(start_paused = true)]
async fn stops_when_the_server_closes() {
    let (disk, start, server) = (Disk::default(), Instant::now(), CancellationToken::new());
    let close = async {
        at(1234).await;
        server.cancel();
    };
    // The first of the list is whole by then: its end has been heard.
    let files = [("photo", 1), ("film", 9), ("song", 5)];
    let (whole, ()) = tokio::join!(session(&files, &disk, pending(), &server), close);
    check_stopped(whole, &disk);
    assert_eq!(
        start.elapsed(),
        Duration::from_millis(2234),
        "the server closed after 1234 ms, and to remove a half takes a second"
    );
}

#[tokio::test(start_paused = true)]
async fn leaves_the_others_alone() {
    let (disk, server) = (Disk::default(), CancellationToken::new());
    let ada = session(&[("Ada's film", 9)], &disk, at(1000), &server);
    let ben = session(&[("Ben's film", 9)], &disk, pending(), &server);
    let (ada, ben) = tokio::join!(ada, ben);
    assert_eq!(ada, [""; 0], "Ada logged out after a second");
    assert_eq!(
        ben,
        ["Ben's film"],
        "Ada logged out, and Ben's upload stopped: whose token did you cancel?"
    );
    assert!(
        !server.is_cancelled(),
        "Ada logged out, and the server closed"
    );
}

fn check_stopped(whole: Vec<&str>, disk: &Disk) {
    let on_disk = disk.0.lock().unwrap().clone();
    assert_eq!(
        on_disk,
        BTreeMap::from([("photo", "whole")]),
        "the photo was whole by then, and the others have to remove their halves: did they get to it?"
    );
    assert_eq!(
        whole,
        ["photo"],
        "the photo was whole before the uploads were stopped"
    );
}

#[instrument]
async fn at(ms: u64) {
    sleep(Duration::from_millis(ms)).await;
}
