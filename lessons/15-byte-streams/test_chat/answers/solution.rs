//! Each sentence of the promise has a test that a broken one fails: the pieces, the deaf guest, the slow one, the end.

use futures::future::join_all;
use programs::{DuplexStream, serve};
use std::time::Duration;
use tokio::io::{
    AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader, copy_bidirectional, duplex, split,
};
use tokio::net::TcpListener;
use tokio::process::Command;
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
    assert!((64..200).contains(&deaf.len()), "{} lines", deaf.len());
    assert!(all.starts_with(&deaf), "there is a gap in {deaf:?}");
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

#[tokio::test(start_paused = true)]
async fn a_thousand_guests_lose_no_line() {
    let (door, guests) = mpsc::channel(1);
    let talk = async move {
        let (mut listening, mut writers) = (Vec::new(), Vec::new());
        for number in 0..1000 {
            let (reader, mut writer) = split(enter(&door).await);
            let name = format!("guest {number}\n");
            writer.write_all(name.as_bytes()).await.unwrap();
            // One of them reads a line a second.
            listening.push(lines_of(reader, u32::from(number == 500)));
            writers.push(writer);
        }
        let speak = async {
            for writer in writers.iter_mut().step_by(100) {
                writer.write_all(b"I am here\n").await.unwrap();
                sleep(SECOND / 100).await;
            }
            drop(door);
        };
        tokio::join!(join_all(listening), speak).0
    };
    let ((), read) = tokio::join!(serve(guests), talk);
    let all: Vec<String> = (0..1000)
        .step_by(100)
        .map(|number| format!("guest {number}: I am here"))
        .collect();
    assert_eq!(read.len(), 1000);
    assert!(read.iter().all(|lines| *lines == all), "a line is lost");
    assert_eq!(Handle::current().metrics().num_alive_tasks(), 0);
}

/// On the real clock, since a paused one knows nothing of sockets and of other
/// programs.
#[tokio::test]
async fn a_guest_comes_from_python() {
    let mut is_new_enough = Command::new("python3");
    is_new_enough.args(["-c", "import asyncio; asyncio.timeout"]);
    if !is_new_enough
        .output()
        .await
        .is_ok_and(|said| said.status.success())
    {
        return eprintln!("left out: there is no python3 here that knows `asyncio.timeout`");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let python = Command::new("python3")
        .args(["-c", GUEST, &port])
        .kill_on_drop(true)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let (door, guests) = mpsc::channel(1);
    let talk = async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        copy_bidirectional(&mut socket, &mut enter(&door).await)
            .await
            .unwrap();
        python.wait_with_output().await.unwrap()
    };
    let ((), said) = tokio::join!(serve(guests), talk);
    assert_eq!(
        String::from_utf8_lossy(&said.stdout).trim_end(),
        "Guido: Ist da jemand? Schön!"
    );
}

const GUEST: &str = r#"
import asyncio, sys

async def main():
    reader, writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[1]))
    writer.write("Guido\nIst da jemand? Schön!\n".encode())
    writer.write_eof()
    async with asyncio.timeout(5):
        sys.stdout.buffer.write(await reader.read())

asyncio.run(main())
"#;

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
