// Counts: livelock, starved_branch

use super::*;
use tokio::time::{Instant, error::Elapsed, timeout};

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// So many letters, and no more.
async fn letters(count: u32) -> mpsc::Receiver<u32> {
    let (sender, letters) = mpsc::channel(100);
    for letter in 1..=count {
        sender.send(letter).await.unwrap();
    }
    letters
}

/// Twenty letters are there, and the stop comes after 35 ms. Says which were sorted, and when the sorting ended.
async fn stopped_after_35_ms() -> (Vec<u32>, Duration) {
    let letters = letters(20).await;
    let (bell, stop) = mpsc::channel(1);
    let (start, mut rack) = (Instant::now(), Vec::new());
    let ring = async {
        sleep(ms(35)).await;
        let _ = bell.send(()).await;
    };
    let sorting = async {
        sort_until(letters, stop, &mut rack).await;
        start.elapsed()
    };
    let (end, ()) = tokio::join!(sorting, ring);
    (rack, end)
}

#[tokio::test(start_paused = true)]
async fn sorts_all_if_nobody_stops_it() {
    let (sender, letters) = mpsc::channel(1);
    let (_bell, stop) = mpsc::channel(1);
    let (start, mut rack) = (Instant::now(), Vec::new());
    let post = async move {
        for (after, letter) in [(0, 1), (103, 2), (103, 3)] {
            sleep(ms(after)).await;
            sender.send(letter).await.unwrap_or_else(|_| {
                panic!("letter {letter} comes, and nobody sorts: nobody has stopped you")
            });
        }
    };
    tokio::join!(post, sort_until(letters, stop, &mut rack));
    assert_eq!(rack, [1, 2, 3], "nobody has stopped you");
    assert_eq!(
        start.elapsed(),
        ms(216),
        "the last letter comes after 206 ms and takes 10 ms: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn finishes_the_letter_in_hand() {
    let (rack, end) = stopped_after_35_ms().await;
    assert!(
        rack.len() >= 4,
        "the fourth letter was in hand when the stop came, and it is not in the rack: {rack:?}"
    );
    assert!(end >= ms(40), "the fourth letter takes until 40 ms");
}

#[test]
fn begins_no_letter_after_the_stop() {
    trials::schedules("starved_branch", async || {
        let (rack, end) = stopped_after_35_ms().await;
        assert_eq!(
            rack,
            [1, 2, 3, 4],
            "the stop came after 35 ms, at the fourth letter: do you look at it before each letter?"
        );
        assert_eq!(end, ms(40), "the fourth letter takes until 40 ms");
    });
}

#[tokio::test(start_paused = true)]
async fn hears_the_stop_where_there_is_no_letter() {
    let ended = stopped_while_it_waits(true).await;
    assert_eq!(
        ended,
        Ok(ms(23)),
        "no letter comes, and the stop after 23 ms: do you hear it while you wait for a letter?"
    );
    let ended = stopped_while_it_waits(false).await;
    assert_eq!(
        ended,
        Ok(ms(23)),
        "no letter comes, and the sender of `stop` goes after 23 ms: do you hear that too while you wait for a letter?"
    );
}

/// No letter comes. After 23 ms there is a message to stop, or only the sender goes. Says when the sorting ended.
async fn stopped_while_it_waits(is_said: bool) -> Result<Duration, Elapsed> {
    let (_sender, letters) = mpsc::channel(1);
    let (bell, stop) = mpsc::channel(1);
    let (start, mut rack) = (Instant::now(), Vec::new());
    let ring = async move {
        sleep(ms(23)).await;
        if is_said {
            let _ = bell.send(()).await;
        }
    };
    let sorting = async {
        let ended = timeout(ms(1000), sort_until(letters, stop, &mut rack)).await;
        ended.map(|()| start.elapsed())
    };
    let (ended, ()) = tokio::join!(sorting, ring);
    assert!(rack.is_empty(), "there was no letter");
    ended
}

#[test]
fn stops_when_nobody_is_left_to_say_so() {
    trials::schedules("starved_branch", async || {
        let letters = letters(5).await;
        let (bell, stop) = mpsc::channel(1);
        drop(bell);
        let mut rack = Vec::new();
        sort_until(letters, stop, &mut rack).await;
        assert!(
            rack.is_empty(),
            "the sender of `stop` was gone before the first letter: what does its `recv` give, and is it asked first?"
        );
    });
}
