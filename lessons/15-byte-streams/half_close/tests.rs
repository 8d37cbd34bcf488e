// Counts: no_eof, deadlock, lost_data

use super::*;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncWriteExt, duplex, empty, join};
use tokio::time::{sleep, timeout};
use tokio_test::io::Builder;

#[tokio::test(start_paused = true)]
async fn passes_a_question_and_its_answer_on() {
    let ((mut client, near), (far, stream)) = (duplex(64), duplex(64));
    let ask = async {
        client.write_all(b"Is it raining?").await?;
        // This client ends its half, and reads the answer from the other.
        client.shutdown().await?;
        let mut answer = String::new();
        client.read_to_string(&mut answer).await?;
        io::Result::Ok(answer)
    };
    let (relayed, served, answer) = tokio::join!(relay(near, far), server(stream), ask);
    assert_eq!(
        answer.expect("a pipe in memory has no errors"),
        "14 bytes",
        "the client has ended its half, and not its interest in the answer"
    );
    served.expect("was the server's answer still wanted?");
    assert_eq!(
        relayed.expect("an end is no error"),
        (14, 8),
        "14 bytes went to the server, and 8 to the client"
    );
}

#[tokio::test(start_paused = true)]
async fn passes_each_piece_on_when_it_comes() {
    let ((mut client, near), (far, mut server)) = (duplex(64), duplex(64));
    let talk = async {
        let mut word = [0; 4];
        // The server speaks first, as in many protocols.
        server.write_all(b"helo").await?;
        client.read_exact(&mut word).await?;
        client.write_all(b"wind").await?;
        server.read_exact(&mut word).await?;
        assert_eq!(&word, b"wind", "the word that was said last");
        drop((client, server));
        io::Result::Ok(())
    };
    let talk = timeout(Duration::from_secs(1), talk);
    let (relayed, talked) = tokio::join!(relay(near, far), talk);
    talked
        .expect("one waits for a word that was said: which way, or which piece, comes first?")
        .expect("a pipe in memory has no errors");
    relayed.expect("an end is no error");
}

#[tokio::test(start_paused = true)]
async fn the_server_may_end_first() {
    let ((mut client, near), (far, mut server)) = (duplex(64), duplex(64));
    let talk = async {
        server.write_all(b"closed").await?;
        server.shutdown().await?;
        let mut said = String::new();
        client.read_to_string(&mut said).await?;
        sleep(Duration::from_secs(1)).await;
        client.write_all(b"a pity").await?;
        client.shutdown().await?;
        let mut heard = String::new();
        server.read_to_string(&mut heard).await?;
        io::Result::Ok((said, heard))
    };
    let (relayed, talked) = tokio::join!(relay(near, far), talk);
    let talked = talked.expect("the client could still speak: which way was closed?");
    assert_eq!(
        talked,
        ("closed".into(), "a pity".into()),
        "what the client has heard, and the server"
    );
    assert_eq!(
        relayed.expect("an end is no error"),
        (6, 6),
        "each way has its six bytes"
    );
}

#[test]
fn passes_all_bytes_on_in_any_pieces() {
    trials::jitter("lost_data", async |pieces| {
        // The pipe to the server takes four bytes at a time.
        let ((mut client, near), (far, stream)) = (duplex(64), duplex(4));
        let ask = async {
            client.write_all("Schön?".as_bytes()).await?;
            client.shutdown().await?;
            let mut answer = String::new();
            client.read_to_string(&mut answer).await?;
            io::Result::Ok(answer)
        };
        let relay = relay(pieces.of(near), pieces.of(far));
        let (relayed, served, answer) = tokio::join!(relay, server(stream), ask);
        served.expect("was the server's answer still wanted?");
        assert_eq!(
            answer.expect("a pipe in memory has no errors"),
            "7 bytes",
            "a write takes as many bytes as there is room for: who sends the others?"
        );
        assert_eq!(
            relayed.expect("an end is no error"),
            (7, 7),
            "bytes each way"
        );
    });
}

#[tokio::test(start_paused = true)]
async fn an_error_ends_both_ways() {
    let gone = || io::Error::from(io::ErrorKind::ConnectionReset);
    // The other side is idle, and would stay so for ever.
    let (_idle, near) = duplex(64);
    let broken = Builder::new().read_error(gone()).build();
    let relayed = timeout(Duration::from_secs(1), relay(near, broken)).await;
    let error = relayed
        .expect("the server has gone: whom does the client talk to?")
        .expect_err("an error is no end");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "which error?");

    let (_idle, far) = duplex(64);
    let broken = Builder::new().read_error(gone()).build();
    let relayed = timeout(Duration::from_secs(1), relay(broken, far)).await;
    let error = relayed
        .expect("the client has gone: whom does the server talk to?")
        .expect_err("an error is no end");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "which error?");
}

#[tokio::test(start_paused = true)]
async fn an_end_that_cannot_be_passed_on_is_an_error() {
    for (client, server) in [(true, false), (false, true)] {
        let side = |ends| join(empty(), Sink { ends });
        let error = relay(side(client), side(server))
            .await
            .expect_err("one side does not know that the other has ended: who tells the caller?");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "which error?");
    }
}

/// It takes all bytes, and perhaps no end.
struct Sink {
    ends: bool,
}

impl AsyncWrite for Sink {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let broken = || Err(io::ErrorKind::BrokenPipe.into());
        Poll::Ready(if self.ends { Ok(()) } else { broken() })
    }
}
