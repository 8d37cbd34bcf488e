// Counts: blocked_thread, deadlock, livelock, lost_data

use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex, split};
use tokio::time::{Instant, sleep_until};
use trials::jitter;

#[tokio::test(start_paused = true)]
async fn answers_one_line_after_the_other() {
    let talk = talk(&[(0, "when?\n"), (2000, "where?\n")], 3000).await;
    assert_eq!(talk.answers, "when? 42\nwhere? 42\n");
    assert_eq!(
        (talk.end, talk.ms),
        (End::Left, 3000),
        "(how it ended, ms): the client has ended its stream after 3 s"
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_may_think_as_long_as_it_is_not_too_long() {
    let talk = talk(
        &[
            (59_000, "whe"),
            (63_900, "n?\n"),
            (122_000, "where?"),
            (126_000, "\n"),
        ],
        180_000,
    )
    .await;
    assert_eq!(
        talk.answers, "when? 42\nwhere? 42\n",
        "both questions began less than 60 s after what was before, and were whole in less than 5 s"
    );
    assert_eq!(
        (talk.end, talk.ms),
        (End::Left, 180_000),
        "(how it ended, ms)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_asks_must_go() {
    let silent = talk(&[], 600_000).await;
    assert_eq!(
        (silent.end, silent.ms),
        (End::Idle, 60_000),
        "(how it ended, ms): nothing came in 60 s"
    );
    let talk = talk(&[(10_000, "when?\n")], 600_000).await;
    assert_eq!(
        (talk.end, talk.ms),
        (End::Idle, 70_000),
        "(how it ended, ms): the last answer was given after 10 s"
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_drips_must_go() {
    let drops: Vec<(u64, &str)> = (1..60).map(|second| (second * 1000, "?")).collect();
    let dripping = talk(&drops, 600_000).await;
    assert_eq!(
        (dripping.end, dripping.ms),
        (End::Slow, 6000),
        "(how it ended, ms): the first byte came after 1 s, and one more in each second: from when do you count the 5 s?"
    );
    let silent = talk(&[(1000, "whe")], 600_000).await;
    assert_eq!(
        (silent.end, silent.ms),
        (End::Slow, 6000),
        "(how it ended, ms): half a question, and then nothing"
    );
}

#[tokio::test(start_paused = true)]
async fn the_time_of_an_answer_does_not_count() {
    let talk = talk(&[(0, "why?\n"), (150_000, "when?\n")], 600_000).await;
    assert_eq!(
        talk.answers, "why? 42\nwhen? 42\n",
        "the first answer was given after 100 s, and 50 s later came the next question"
    );
    assert_eq!(
        (talk.end, talk.ms),
        (End::Idle, 210_000),
        "(how it ended, ms)"
    );
}

#[test]
fn questions_may_come_in_any_pieces() {
    jitter("lost_data", async |pieces| {
        let (client, server) = duplex(4);
        let server = tokio::spawn(converse(server));
        let (mut reader, mut writer) = split(pieces.of(client));
        let ask = async {
            writer.write_all(b"a?\nb?\nc?\nd").await.unwrap();
            writer.shutdown().await.unwrap();
        };
        let mut answers = String::new();
        let (read, ()) = tokio::join!(reader.read_to_string(&mut answers), ask);
        read.unwrap();
        assert_eq!(
            answers, "a? 42\nb? 42\nc? 42\n",
            "three questions are whole, and the fourth is not"
        );
        let end = server.await.expect("no panic").unwrap();
        assert_eq!(end, End::Left, "the client has ended its stream");
    });
}

#[tokio::test(start_paused = true)]
async fn half_a_question_is_not_answered() {
    let talk = talk(&[(0, "when?\nwhe")], 2000).await;
    assert_eq!(talk.answers, "when? 42\n", "the second line has no end");
    assert_eq!((talk.end, talk.ms), (End::Left, 2000), "(how it ended, ms)");
}

#[tokio::test(start_paused = true)]
async fn an_error_is_returned() {
    let (mut client, server) = duplex(64);
    client.write_all(b"\xff\n").await.unwrap();
    let end = converse(server).await.map_err(|e| e.kind());
    assert_eq!(
        end,
        Err(io::ErrorKind::InvalidData),
        "what came is not UTF-8, and so it is no question"
    );

    let (mut client, server) = duplex(64);
    client.write_all(b"when?\n").await.unwrap();
    drop(client);
    let end = converse(server).await.map_err(|e| e.kind());
    assert_eq!(
        end,
        Err(io::ErrorKind::BrokenPipe),
        "the client has gone without its answer: who tells you?"
    );
}

struct Talk {
    answers: String,
    end: End,
    /// When `converse` returned.
    ms: u128,
}

/// A client says the pieces, given as (ms, what), and ends its stream at the millisecond `leaves`.
async fn talk(pieces: &[(u64, &str)], leaves: u64) -> Talk {
    let start = Instant::now();
    let (mut client, server) = duplex(1024);
    let serve = async {
        let end = converse(server).await.unwrap();
        (end, start.elapsed().as_millis())
    };
    let ask = async {
        for (ms, piece) in pieces {
            sleep_until(start + Duration::from_millis(*ms)).await;
            // The server may have gone.
            let _ = client.write_all(piece.as_bytes()).await;
        }
        sleep_until(start + Duration::from_millis(leaves)).await;
        let _ = client.shutdown().await;
        let mut answers = String::new();
        let _ = client.read_to_string(&mut answers).await;
        answers
    };
    let ((end, ms), answers) = tokio::join!(serve, ask);
    Talk { answers, end, ms }
}
