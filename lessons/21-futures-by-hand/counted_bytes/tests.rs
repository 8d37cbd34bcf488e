// Counts: lost_data, no_waker, self_wake_storm, deadlock, blocked_thread

use super::*;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::time::{Instant, sleep};
use tokio_test::{assert_pending, io::Builder, task};
use tracing::instrument;

#[tokio::test(start_paused = true)]
async fn counts_what_was_read() {
    let mut counted = Counted::new(&b"rain and wind"[..]);
    let mut word = [0; 4];
    let length = counted
        .read(&mut word)
        .await
        .expect("a slice has no errors");
    assert_eq!(
        &word[..length],
        b"rain",
        "the bytes are those of the reader"
    );
    assert_eq!(counted.bytes, 4, "four of thirteen bytes were read");
}

#[test]
fn counts_in_any_pieces() {
    trials::jitter("lost_data", async |pieces| {
        let mut counted = Counted::new(pieces.of(&b"rain and wind"[..]));
        let mut word = [0; 4];
        counted
            .read_exact(&mut word)
            .await
            .expect("there are more than four bytes");
        assert_eq!(&word, b"rain", "the bytes are those of the reader");
        assert_eq!(
            counted.bytes, 4,
            "`read_exact` polls with one buffer until it is full: what was in it before?"
        );
        let mut rest = String::new();
        counted.read_to_string(&mut rest).await.expect("it is text");
        assert_eq!(rest, " and wind", "the bytes are those of the reader");
        assert_eq!(counted.bytes, 13, "thirteen bytes have come, each once");
    });
}

#[tokio::test(start_paused = true)]
async fn gives_each_piece_when_it_comes() {
    let (mut near, far) = duplex(64);
    let start = Instant::now();
    let write = async {
        for piece in ["rain", " and wind"] {
            near.write_all(piece.as_bytes())
                .await
                .expect("the reader is there");
            sleep(Duration::from_secs(1)).await;
        }
        drop(near);
    };
    let read = async {
        let mut counted = Counted::new(far);
        let mut pieces = Vec::new();
        loop {
            let piece = read_piece(&mut counted)
                .await
                .expect("a pipe has no errors");
            if piece.is_empty() {
                return (pieces, counted.bytes);
            }
            pieces.push((start.elapsed().as_secs(), piece));
        }
    };
    let ((pieces, bytes), ()) = tokio::join!(read, write);
    let expected = [(0, "rain".to_string()), (1, " and wind".to_string())];
    assert_eq!(
        pieces, expected,
        "a piece that is there is given at once, and nothing is made up"
    );
    assert_eq!(bytes, 13, "thirteen bytes have come, each once");
}

#[tokio::test(start_paused = true)]
async fn polls_its_reader_once() {
    let mut counted = Counted::new(NotYet(0));
    let mut room = [0; 4];
    let mut buffer = ReadBuf::new(&mut room);
    let mut reading = task::spawn(());
    for polls in 1..=3 {
        let poll = reading.enter(|cx, _| Pin::new(&mut counted).poll_read(cx, &mut buffer));
        assert_pending!(poll, "the reader is `Pending`");
        assert_eq!(
            counted.reader.0, polls,
            "you were polled {polls} times: how often did you ask the reader?"
        );
    }
    assert_eq!(counted.bytes, 0, "no byte has come");
}

#[tokio::test(start_paused = true)]
async fn passes_an_error_on() {
    let broken = io::Error::from(io::ErrorKind::ConnectionReset);
    let mut script = Builder::new().read(b"rain").read_error(broken).build();
    let mut counted = Counted::new(&mut script);
    let mut text = Vec::new();
    let end = counted
        .read_to_end(&mut text)
        .await
        .map_err(|error| error.kind());
    assert_eq!(
        end,
        Err(io::ErrorKind::ConnectionReset),
        "the connection was broken: does the caller get to know it?"
    );
    assert_eq!(counted.bytes, 4, "four bytes have come before the error");
}

/// A reader that never has anything, and counts how often it is asked.
struct NotYet(u32);

impl AsyncRead for NotYet {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        _buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.0 += 1;
        Poll::Pending
    }
}

#[instrument(skip(stream))]
async fn read_piece(mut stream: impl AsyncRead + Unpin) -> io::Result<String> {
    let mut piece = [0; 16];
    let length = stream.read(&mut piece).await?;
    Ok(String::from_utf8_lossy(&piece[..length]).into_owned())
}
