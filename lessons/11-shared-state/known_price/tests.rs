// Counts: duplicate_work, blocked_thread

use super::*;
use std::sync::Arc;
use tokio::time::Instant;

type Desk = Arc<(Prices, Office)>;

fn desk(closed_for: u32) -> Desk {
    Arc::new((Prices::default(), Office::closed_for(closed_for)))
}

fn asked(desk: &Desk) -> u32 {
    desk.1.asked.load(Relaxed)
}

/// What all who want a price are told, each in a task of his own.
async fn prices(desk: &Desk, plays: &[&'static str]) -> Vec<Answer> {
    let wanted = |play: &&'static str| {
        let (desk, play) = (desk.clone(), *play);
        tokio::spawn(async move { price(play, &desk.0, &desk.1).await })
    };
    let wanted: Vec<_> = plays.iter().map(wanted).collect();
    let mut answers = Vec::new();
    for answer in wanted {
        answers.push(answer.await.expect("no desk panics"));
    }
    answers
}

#[tokio::test(start_paused = true)]
async fn keeps_what_it_was_told() {
    let desk = desk(0);
    assert_eq!(
        prices(&desk, &["Hamlet"]).await,
        [Ok(30)],
        "the office knows it"
    );
    assert_eq!(
        prices(&desk, &["Hamlet"]).await,
        [Ok(30)],
        "it is the same price"
    );
    assert_eq!(asked(&desk), 1, "the price was known: why ask again?");
}

#[tokio::test(start_paused = true)]
async fn asks_once_for_ten() {
    let desk = desk(0);
    let answers = prices(&desk, &["Hamlet"; 10]).await;
    assert_eq!(answers, [Ok(30); 10], "everybody is told the same price");
    assert_eq!(
        asked(&desk),
        1,
        "all ten want the same: what do nine of them see while the first one asks?"
    );
}

#[tokio::test(start_paused = true)]
async fn asks_for_different_plays_at_the_same_time() {
    let desk = desk(0);
    let start = Instant::now();
    let answers = prices(&desk, &["Hamlet", "Faust", "Tartuffe", "Faust"]).await;
    assert_eq!(
        answers,
        [Ok(30), Ok(25), Ok(40), Ok(25)],
        "each play has a price of its own"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "did the question for one play wait for that for another? What does your lock guard?"
    );
}

#[tokio::test(start_paused = true)]
async fn asks_again_after_a_refusal() {
    let desk = desk(1);
    assert_eq!(
        prices(&desk, &["Hamlet"]).await,
        [Err(Closed)],
        "the office was closed, and its answer is yours"
    );
    assert_eq!(
        prices(&desk, &["Hamlet"]).await,
        [Ok(30)],
        "now the office is open: what did you keep?"
    );
}

#[test]
fn asks_once_in_any_order() {
    trials::schedules("duplicate_work", async || {
        let desk = desk(0);
        prices(&desk, &["Hamlet"; 4]).await;
        assert_eq!(
            asked(&desk),
            1,
            "two saw that there was nothing: what lies between your look and what you put there?"
        );
    });
}
