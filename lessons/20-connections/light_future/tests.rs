// Counts: big_future, blocked_thread

use super::*;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, yield_now};
use tokio::time::timeout;

#[tokio::test]
async fn sends_back_what_comes() {
    let (mut client, server) = connection().await;
    let server = tokio::spawn(echo(server));
    assert_eq!(said_back(&mut client, b"hello").await, b"hello");
    assert_eq!(said_back(&mut client, b"again").await, b"again");
    client.shutdown().await.unwrap();
    end_of(server)
        .await
        .expect("the client has ended its stream, which is no error");
}

#[tokio::test]
async fn the_future_is_small() {
    let (_client, server) = connection().await;
    let size = size_of_val(&echo(server));
    assert!(
        size < 1024,
        "the future has {size} bytes: what is alive across an await?"
    );
}

#[tokio::test]
async fn an_idle_connection_holds_nothing() {
    let (mut client, server) = connection().await;
    let server = tokio::spawn(echo(server));
    idle().await;
    said_back(&mut client, b"hello").await;
    idle().await;
    drop(client);
    end_of(server).await.unwrap();
    assert_eq!(PIECES.get().1, 0, "(alive): the connection has ended");
}

#[tokio::test]
async fn reads_all_that_fits_into_a_piece() {
    let (mut client, server) = connection().await;
    let server = tokio::spawn(echo(server));
    for round in 0..8 {
        let sent = [round; 8192];
        assert!(
            said_back(&mut client, &sent).await == sent,
            "round {round}: did the bytes that came back differ from those that were sent?"
        );
    }
    let (made, _) = PIECES.get();
    assert!(
        (8..=24).contains(&made),
        "{made} pieces for what fits into 8: do you read into the whole piece?"
    );
    drop(client);
    end_of(server).await.unwrap();
}

#[tokio::test]
async fn sends_back_what_does_not_fit_at_once() {
    let (mut client, server) = connection().await;
    let server = tokio::spawn(echo(server));
    // The client asks and does not listen, until all buffers on the way there and back are full.
    let letters: Vec<u8> = (0..251).cycle().take(100_000).collect();
    let (mut sent, mut full) = (0, 0);
    while full < 1000 {
        match client.try_write(&letters[sent % letters.len()..]) {
            Ok(length) => (sent, full) = (sent + length, 0),
            Err(_) => full += 1,
        }
        yield_now().await;
    }
    client.shutdown().await.unwrap();
    let mut back = Vec::new();
    let listen = timeout(PATIENCE, client.read_to_end(&mut back)).await;
    listen
        .expect("the client listens now, and nothing comes back")
        .unwrap();
    assert_eq!(
        back.len(),
        sent,
        "(bytes that came back, bytes that were sent): how much of a piece does the system take at once?"
    );
    assert!(
        back.chunks(letters.len())
            .all(|chunk| *chunk == letters[..chunk.len()]),
        "did the bytes that came back differ from those that were sent?"
    );
    end_of(server).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error() {
    let (mut client, server) = connection().await;
    let server = tokio::spawn(echo(server));
    said_back(&mut client, b"hello").await;
    // Closed like this, a connection is not ended, but reset.
    client.set_zero_linger().unwrap();
    drop(client);
    let end = end_of(server).await;
    let kind = end.map_err(|e| e.kind());
    assert_eq!(kind, Err(io::ErrorKind::ConnectionReset), "how it ended");
}

/// The others go on as far as they can, while nothing comes.
async fn idle() {
    let (before, _) = PIECES.get();
    for _ in 0..100 {
        yield_now().await;
        assert_eq!(
            PIECES.get().1,
            0,
            "(alive): the client says nothing, and may think for hours: who holds a piece?"
        );
    }
    let made = PIECES.get().0 - before;
    assert!(
        made < 2,
        "{made} pieces were made while nothing came: do you wait, or do you ask again and again?"
    );
}

async fn connection() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap());
    let (client, server) = tokio::join!(client, listener.accept());
    (client.unwrap(), server.unwrap().0)
}

/// What comes back for `bytes`.
async fn said_back(client: &mut TcpStream, bytes: &[u8]) -> Vec<u8> {
    let mut back = vec![0; bytes.len()];
    let talk = async {
        client.write_all(bytes).await?;
        client.read_exact(&mut back).await
    };
    let talk = timeout(PATIENCE, talk).await;
    let talk = talk.expect("nothing comes back: what does the server wait for?");
    talk.expect("the server has hung up, and the client has not");
    back
}

async fn end_of(server: JoinHandle<io::Result<()>>) -> io::Result<()> {
    let end = timeout(PATIENCE, server).await;
    let end = end.expect("the client has gone, and the server goes on");
    end.expect("an error is returned, and is no panic")
}

/// Far more than it takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);
