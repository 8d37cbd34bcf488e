// Counts: livelock

use super::*;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Lets a keeper watch while messages come: each after so many milliseconds. The sender goes with the last one.
/// An empty message is not sent: until then the sender stays, and says nothing.
async fn watch(messages: &[(u64, &str)]) -> Log {
    let (sender, radio) = mpsc::channel(8);
    let mut log = Log {
        start: Instant::now(),
        lines: Vec::new(),
    };
    let ships = async move {
        for (after, message) in messages {
            sleep(Duration::from_millis(*after)).await;
            if message.is_empty() {
                continue;
            }
            let sent = sender.send(message.to_string()).await;
            assert!(sent.is_ok(), "a ship calls, and nobody is on watch");
        }
    };
    let both = async { tokio::join!(ships, keep_watch(radio, &mut log)) };
    let ended = timeout(Duration::from_secs(10), both).await;
    assert!(
        ended.is_ok(),
        "all ships have gone, and you are still on watch: who tells you that no sender is left?"
    );
    log
}

fn expected(lines: &[(u128, &str)]) -> Vec<(u128, String)> {
    lines
        .iter()
        .map(|(time, line)| (*time, line.to_string()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn writes_each_message_when_it_comes() {
    let log = watch(&[(10, "fog"), (20, "a sail"), (30, "rain")]).await;
    assert_eq!(
        log.lines,
        expected(&[(10, "fog"), (30, "a sail"), (60, "rain")]),
        "did a message wait for something else?"
    );
}

#[tokio::test(start_paused = true)]
async fn looks_at_the_lamp_every_100_ms() {
    let log = watch(&[(350, "good night")]).await;
    assert_eq!(
        log.lines,
        expected(&[
            (100, "the lamp burns"),
            (200, "the lamp burns"),
            (300, "the lamp burns"),
            (350, "good night"),
        ]),
        "the first look is after 100 ms, not at once"
    );
}

#[tokio::test(start_paused = true)]
async fn looks_at_the_lamp_however_many_messages_come() {
    let log = watch(&[(60, "fog"), (60, "fog"), (60, "fog"), (60, "fog")]).await;
    let lamp: Vec<u128> = log
        .lines
        .iter()
        .filter(|(_, line)| line == "the lamp burns")
        .map(|(time, _)| *time)
        .collect();
    assert_eq!(
        lamp,
        [100, 200],
        "a message every 60 ms: does the time of the next look begin anew with each?"
    );
}

#[tokio::test(start_paused = true)]
async fn writes_what_was_sent_before_the_end() {
    let log = watch(&[(0, "fog"), (0, "a sail"), (0, "rain")]).await;
    assert_eq!(
        log.lines,
        expected(&[(0, "fog"), (0, "a sail"), (0, "rain")]),
        "three ships have called and gone: is a message lost if its sender is no longer there?"
    );
}

#[tokio::test(start_paused = true)]
async fn ends_with_the_last_sender() {
    let log = watch(&[(150, "good night"), (30, "")]).await;
    assert_eq!(
        log.start.elapsed(),
        Duration::from_millis(180),
        "the last ship called at 150 ms, and has gone at 180 ms without a word: who tells you?"
    );
}
