// Counts: blocked_thread

use super::*;
use tokio::time::Instant;

/// What is heard of these words, why it ends, and after how many milliseconds. A pause may last 50 ms.
async fn heard(words: &[(u64, &'static str)], overall: u64) -> (Vec<&'static str>, End, u128) {
    let start = Instant::now();
    let radio = Radio(words.iter().copied().collect());
    let idle = Duration::from_millis(50);
    let (words, end) = read_idle(radio, idle, Duration::from_millis(overall)).await;
    (words, end, start.elapsed().as_millis())
}

const AN_HOUR: u64 = 3_600_000;

#[tokio::test(start_paused = true)]
async fn listens_to_the_end() {
    assert_eq!(
        heard(&[(10, "hello"), (20, "over")], 1000).await,
        (vec!["hello", "over"], End::Over, 30),
        "no pause is long, and the radio signs off after 30 ms: what is there to wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn stops_when_nothing_is_said() {
    assert_eq!(
        heard(&[(AN_HOUR, "sorry")], 1000).await,
        (vec![], End::Silence, 50),
        "no word comes within 50 ms of the call"
    );
}

#[tokio::test(start_paused = true)]
async fn counts_from_the_last_word() {
    assert_eq!(
        heard(
            &[(40, "we"), (40, "are"), (40, "not"), (AN_HOUR, "alone")],
            1000
        )
        .await,
        (vec!["we", "are", "not"], End::Silence, 170),
        "no pause was long until the third word, at 120 ms: does the time for silence begin anew with each word?"
    );
}

#[tokio::test(start_paused = true)]
async fn stops_in_the_middle_of_a_speech() {
    let mut speech = vec![(40, "my"), (40, "fellow"), (40, "citizens")];
    speech.extend([(40, "and"); 100]);
    assert_eq!(
        heard(&speech, 130).await,
        (vec!["my", "fellow", "citizens"], End::TimeUp, 130),
        "each word comes in time for the next, and there are 130 ms in all: is that time up, or does it begin anew?"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_the_limit_that_comes_first() {
    assert_eq!(
        heard(&[(20, "well"), (AN_HOUR, "then")], 60).await,
        (vec!["well"], End::TimeUp, 60),
        "the silence would be too long at 70 ms, and the time is up at 60 ms"
    );
    assert_eq!(
        heard(&[(20, "well"), (AN_HOUR, "then")], 80).await,
        (vec!["well"], End::Silence, 70),
        "the silence is too long at 70 ms, and the time would be up at 80 ms"
    );
}
