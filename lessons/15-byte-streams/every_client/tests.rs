// Counts: deadlock, blocked_thread

use super::*;
use std::time::Duration;
use tokio::io::{AsyncReadExt, duplex};
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep};

#[tokio::test(start_paused = true)]
async fn serves_one_after_the_other() {
    let (door, clients) = mpsc::channel(1);
    let visit = async move {
        let echoes = [client(&door, "wind").await, client(&door, "rain").await];
        drop(door);
        echoes
    };
    let ((), echoes) = tokio::join!(serve(clients), visit);
    assert_eq!(
        echoes,
        ["wind", "rain"],
        "each client has its own words back"
    );
}

#[tokio::test(start_paused = true)]
async fn serves_the_second_while_the_first_is_idle() {
    let (door, clients) = mpsc::channel(1);
    let visit = async move {
        let start = Instant::now();
        let idle = enter(&door).await;
        let echo = client(&door, "wind").await;
        let waited = start.elapsed();
        drop((idle, door));
        (echo, waited)
    };
    let ((), (echo, waited)) = tokio::join!(serve(clients), visit);
    assert_eq!(echo, "wind", "each client has its own words back");
    assert_eq!(
        waited,
        Duration::ZERO,
        "one client says nothing: who waits for it?"
    );
}

#[tokio::test(start_paused = true)]
async fn goes_on_when_a_client_cannot_come_in() {
    let (door, clients) = mpsc::channel(1);
    let visit = async move {
        let refused = io::Error::from(io::ErrorKind::ConnectionAborted);
        _ = door.send(Err(refused)).await;
        client(&door, "wind").await
    };
    let ((), echo) = tokio::join!(serve(clients), visit);
    assert_eq!(
        echo, "wind",
        "one client has gone before it came in: what has the next one to do with it?"
    );
}

#[tokio::test(start_paused = true)]
async fn goes_on_when_an_echo_fails() {
    let (door, clients) = mpsc::channel(1);
    let visit = async move {
        let mut rude = enter(&door).await;
        // It has gone before its echo comes: there is nobody to send it to.
        let mut patient = enter(&door).await;
        rude.write_all(b"wind").await.expect("the pipe is open");
        drop(rude);
        sleep(Duration::from_secs(1)).await;
        let late = client(&door, "rain").await;
        drop(door);
        sleep(Duration::from_secs(1)).await;
        (late, talk(&mut patient, "sun").await)
    };
    let ((), (late, patient)) = tokio::join!(serve(clients), visit);
    assert_eq!(
        late, "rain",
        "an echo has failed: may nobody come in any more?"
    );
    assert_eq!(
        patient, "sun",
        "an echo has failed, and the door is closed: who still has something to say?"
    );
}

#[tokio::test(start_paused = true)]
async fn returns_when_all_are_served() {
    let (door, clients) = mpsc::channel(3);
    let start = Instant::now();
    let serve = async {
        serve(clients).await;
        (
            start.elapsed(),
            Handle::current().metrics().num_alive_tasks(),
        )
    };
    let visit = async move {
        let mut slow = enter(&door).await;
        drop(door);
        sleep(Duration::from_secs(60)).await;
        talk(&mut slow, "wind").await
    };
    let ((end, tasks), echo) = tokio::join!(serve, visit);
    assert_eq!(echo, "wind", "who is in is served, the door may be closed");
    assert_eq!(
        end,
        Duration::from_secs(60),
        "the last client ends after a minute: did you return with it?"
    );
    assert_eq!(tasks, 0, "whose task is left when you return?");
}

/// A client who is in.
async fn enter(door: &mpsc::Sender<io::Result<DuplexStream>>) -> DuplexStream {
    let (near, far) = duplex(64);
    let sent = door.send(Ok(far)).await;
    sent.expect("is there still somebody at the door?");
    near
}

/// A client that comes in, says a word and reads until the end.
async fn client(door: &mpsc::Sender<io::Result<DuplexStream>>, word: &str) -> String {
    talk(&mut enter(door).await, word).await
}

async fn talk(stream: &mut DuplexStream, word: &str) -> String {
    let sent = stream.write_all(word.as_bytes()).await;
    sent.expect("does somebody still serve this client?");
    let ended = stream.shutdown().await;
    ended.expect("a pipe in memory has no errors");
    let mut echo = String::new();
    let read = stream.read_to_string(&mut echo).await;
    read.expect("a pipe in memory has no errors");
    echo
}
