// Counts: deadlock, lost_data

use super::*;
use tokio::io::duplex;
use tokio_test::io::Builder;
use tokio_util::io::InspectWriter;

#[tokio::test(start_paused = true)]
async fn returns_the_answer() {
    let (near, far) = duplex(64);
    let ask = async {
        let mut stream = BufStream::new(near);
        request(&mut stream, &["GET /wind", "Accept: text"]).await
    };
    let (answer, served) = tokio::join!(ask, server(far));
    assert_eq!(
        answer.expect("the server answers"),
        "2 lines",
        "the answer, without its `\\n`"
    );
    served.expect("the server sees the end of the stream");
}

#[tokio::test(start_paused = true)]
async fn asks_again() {
    let (near, far) = duplex(64);
    let ask = async {
        let mut stream = BufStream::new(near);
        let first = request(&mut stream, &["GET /wind"]).await?;
        let second = request(&mut stream, &["GET /rain", "Accept: text"]).await?;
        io::Result::Ok([first, second])
    };
    let (answers, served) = tokio::join!(ask, server(far));
    let answers = answers.expect("is the stream still open for a second request?");
    assert_eq!(
        answers,
        ["1 lines", "2 lines"],
        "each request has an answer of its own"
    );
    served.expect("the server sees the end of the stream");
}

#[tokio::test(start_paused = true)]
async fn sends_one_write() {
    let script = Builder::new()
        .write(b"GET /wind\nAccept: text\n\n")
        .read(b"calm\n")
        .build();
    let mut writes = Vec::new();
    let inspected = InspectWriter::new(script, |bytes| {
        writes.push(String::from_utf8_lossy(bytes).into_owned())
    });
    let answer = request(
        &mut BufStream::new(inspected),
        &["GET /wind", "Accept: text"],
    )
    .await;
    assert_eq!(
        answer.expect("the script answers"),
        "calm",
        "the answer, without its `\\n`"
    );
    assert_eq!(
        writes,
        ["GET /wind\nAccept: text\n\n"],
        "one write and one flush for the whole request"
    );
}

#[test]
fn reads_an_answer_in_any_pieces() {
    trials::jitter("lost_data", async |pieces| {
        let (near, far) = duplex(64);
        let ask = async {
            let mut stream = BufStream::new(pieces.of(near));
            let first = request(&mut stream, &["GET /wind"]).await;
            [first, request(&mut stream, &["GET /rain"]).await]
        };
        let (answers, served) = tokio::join!(ask, server(far));
        assert_eq!(
            answers.map(|answer| answer.unwrap_or_else(|error| error.to_string())),
            ["1 lines", "1 lines"],
            "a read is no line: who waits for the `\\n`?"
        );
        served.expect("the server sees the end of the stream");
    });
}

#[tokio::test(start_paused = true)]
async fn takes_the_end_for_an_error() {
    // The script has the request, and no answer: after it the stream is at its end.
    let script = Builder::new().write(b"GET /wind\n\n").build();
    let answer = request(&mut BufStream::new(script), &["GET /wind"]).await;
    let error = answer.expect_err("the server has gone without an answer: who tells the caller?");
    assert_eq!(
        error.kind(),
        io::ErrorKind::UnexpectedEof,
        "the name of an end that comes too early"
    );
}

#[tokio::test(start_paused = true)]
async fn passes_an_error_of_the_write_on() {
    let gone = io::Error::from(io::ErrorKind::BrokenPipe);
    let script = Builder::new().write_error(gone).build();
    let answer = request(&mut BufStream::new(script), &["GET /wind"]).await;
    let error = answer.expect_err("the request has not been sent");
    assert_eq!(
        error.kind(),
        io::ErrorKind::BrokenPipe,
        "the write fails in the flush, before there is an answer to wait for"
    );
}
