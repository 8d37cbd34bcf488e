// Counts: deadlock, lost_data

use super::*;
use std::time::Duration;
use tokio::io::{duplex, split};
use tokio::time::sleep;
use trials::ends_once;

#[tokio::test(start_paused = true)]
async fn sends_back_a_word() {
    let (near, far) = duplex(64);
    let (echoed, said) = tokio::join!(echo(ends_once(far)), client(&["Hello"], near));
    said.expect("did the echo end before the client had its word back?");
    echoed.expect("the end of the client is no error");
}

#[tokio::test(start_paused = true)]
async fn sends_back_every_word() {
    let (near, far) = duplex(64);
    let (echoed, said) = tokio::join!(
        echo(ends_once(far)),
        client(&["Is", "anybody", "there?"], near)
    );
    said.expect("did the echo end after the first read? A client may have more to say");
    echoed.expect("the end of the client is no error");
}

#[tokio::test(start_paused = true)]
async fn sends_back_all_of_a_piece() {
    // This pipe takes four bytes at a time, and its reader takes three of them.
    let (near, far) = duplex(4);
    let (mut echoes, mut words) = split(near);
    let talk = async {
        words.write_all(b"the quick brown fox").await?;
        words.shutdown().await
    };
    let listen = async {
        let mut heard = Vec::new();
        let mut piece = [0; 3];
        while let length @ 1.. = echoes.read(&mut piece).await? {
            heard.extend_from_slice(&piece[..length]);
            sleep(Duration::from_secs(1)).await;
        }
        io::Result::Ok(String::from_utf8_lossy(&heard).into_owned())
    };
    let (echoed, talked, heard) = tokio::join!(echo(ends_once(far)), talk, listen);
    let heard = heard.expect("a pipe in memory has no errors");
    assert!(
        heard.len() <= 19,
        "19 bytes were said, and {} came back: which part of your buffer has the read filled?",
        heard.len()
    );
    assert_eq!(
        heard, "the quick brown fox",
        "`write` takes as many bytes as there is room for: who sends the others?"
    );
    talked.expect("a pipe in memory has no errors");
    echoed.expect("the end of the client is no error");
}

#[test]
fn sends_back_any_pieces() {
    trials::jitter("lost_data", async |pieces| {
        let (near, far) = duplex(64);
        let words = ["wind", "rain"];
        let (echoed, said) = tokio::join!(echo(ends_once(pieces.of(far))), client(&words, near));
        said.expect("a word comes in any pieces: are all of them on their way back?");
        echoed.expect("the end of the client is no error");
    });
}

#[tokio::test(start_paused = true)]
async fn passes_an_error_on() {
    let gone = || io::Error::from(io::ErrorKind::ConnectionReset);
    let stream = tokio_test::io::Builder::new()
        .read(b"Hel")
        .write(b"Hel")
        .read_error(gone())
        .build();
    let error = echo(stream)
        .await
        .expect_err("an error is not the end of the file");
    assert_eq!(
        error.kind(),
        io::ErrorKind::ConnectionReset,
        "the caller wants to know which error it was"
    );
}

#[tokio::test(start_paused = true)]
async fn passes_an_error_of_a_write_on() {
    let gone = io::Error::from(io::ErrorKind::BrokenPipe);
    let stream = tokio_test::io::Builder::new()
        .read(b"Hel")
        .write_error(gone)
        .build();
    let error = echo(stream)
        .await
        .expect_err("what could not be sent back is not sent back");
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
}
