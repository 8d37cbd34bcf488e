//! Wrong: asks that the deaf guest gets every line, which was not promised.
//! Fails: right

use programs::{DuplexStream, serve};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader, duplex, split};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

/// `serve` serves each guest who comes through `guests`. His first line is his
/// name. Each further line goes to all guests who are there, himself included, in
/// one order, as `NAME: LINE`. Lines come in any pieces, with `\n` or `\r\n`; the
/// last one may have no end.
///
/// No guest waits for another. A guest may be 64 lines behind. One who falls
/// further behind is shown out: he gets those that wait for him, without a gap,
/// then the end.
///
/// When `guests` has ended, each guest gets all that was said, and then the end.
/// A guest may be slow, but he is given up when he takes nothing for ten seconds.
/// Then `serve` returns, and no task of it is left:
/// `Handle::current().metrics().num_alive_tasks()`.
#[tokio::test(start_paused = true)]
async fn lines_come_in_any_pieces() {
    let (door, guests) = mpsc::channel(1);
    let talk = async move {
        let (mut ada, mut ben) = (enter(&door).await, enter(&door).await);
        ben.write_all(b"Ben\n").await.unwrap();
        for piece in ["Ad", "a\nIs any", "body there?\r\nHel", "lo"] {
            ada.write_all(piece.as_bytes()).await.unwrap();
            sleep(SECOND).await;
        }
        ada.shutdown().await.unwrap();
        sleep(SECOND).await;
        drop(door);
        [lines_of(ada, 0).await, lines_of(ben, 0).await]
    };
    let ((), [ada, ben]) = tokio::join!(serve(guests), talk);
    assert_eq!(ada, ["Ada: Is anybody there?", "Ada: Hello"]);
    assert_eq!(ben, ada);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_a_deaf_guest() {
    let (door, guests) = mpsc::channel(1);
    let talk = async move {
        let (ada, deaf) = (enter(&door).await, enter(&door).await);
        let (reader, mut ada) = split(ada);
        let listening = tokio::spawn(lines_of(reader, 0));
        let start = Instant::now();
        ada.write_all(b"Ada\n").await.unwrap();
        for number in 0..200 {
            ada.write_all(format!("{number}\n").as_bytes())
                .await
                .unwrap();
        }
        assert_eq!(start.elapsed(), Duration::ZERO, "did Ada wait?");
        // Five seconds later he begins to read, while Ada goes on.
        sleep(5 * SECOND).await;
        let deaf = tokio::spawn(lines_of(deaf, 0));
        sleep(SECOND).await;
        ada.write_all(b"200\n").await.unwrap();
        sleep(SECOND).await;
        drop(door);
        (listening.await.unwrap(), deaf.await.unwrap())
    };
    let ((), (all, deaf)) = tokio::join!(serve(guests), talk);
    assert_eq!(all.len(), 201);
    assert_eq!(deaf, all);
}

#[tokio::test(start_paused = true)]
async fn the_end_waits_for_a_slow_guest() {
    let (door, guests) = mpsc::channel(1);
    let talk = async move {
        let (mut ada, slow) = (enter(&door).await, enter(&door).await);
        ada.write_all(b"Ada\n").await.unwrap();
        ada.write_all("hello\n".repeat(20).as_bytes())
            .await
            .unwrap();
        ada.shutdown().await.unwrap();
        let slow = tokio::spawn(lines_of(slow, 1));
        let all = lines_of(ada, 0).await;
        drop(door);
        (all, slow.await.unwrap())
    };
    let serve = async {
        serve(guests).await;
        Handle::current().metrics().num_alive_tasks()
    };
    let (left, (all, slow)) = tokio::join!(serve, talk);
    assert_eq!(all, ["Ada: hello"; 20]);
    assert_eq!(slow, all);
    // The task in which the slow one reads.
    assert!(left <= 1, "{left} tasks are left");
}

const SECOND: Duration = Duration::from_secs(1);

/// The guest's end of a pipe whose other end the server has.
async fn enter(door: &mpsc::Sender<DuplexStream>) -> DuplexStream {
    let (near, far) = duplex(64);
    door.send(far).await.expect("the door is open");
    // On the paused clock a moment is over when nobody has anything to do: he is in.
    sleep(Duration::from_millis(1)).await;
    near
}

/// All lines that come until the end, so many seconds for each.
async fn lines_of(stream: impl AsyncRead + Unpin, seconds: u32) -> Vec<String> {
    let mut lines = BufReader::new(stream).lines();
    let mut read = Vec::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        read.push(line);
        sleep(seconds * SECOND).await;
    }
    read
}

#[cfg(test)]
mod programs;
