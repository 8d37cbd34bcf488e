// Counts: sequential, blocked_thread

use super::*;
use tokio::time::Instant;

const SHOPS: [u64; 5] = [5, 1, 4, 2, 3];

#[tokio::test(start_paused = true)]
async fn takes_the_fastest_three() {
    let offers = first_three(&Market::default(), &SHOPS).await;
    assert_eq!(
        offers,
        ["offer after 1 s", "offer after 2 s", "offer after 3 s"],
        "the first three that come, in the order in which they come"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_all_if_there_are_fewer() {
    let offers = first_three(&Market::default(), &[2, 1]).await;
    assert_eq!(
        offers,
        ["offer after 1 s", "offer after 2 s"],
        "two shops make two offers"
    );
}

#[tokio::test(start_paused = true)]
async fn asks_every_shop() {
    let market = Market::default();
    first_three(&market, &SHOPS).await;
    assert_eq!(
        market.asked.load(Relaxed),
        5,
        "in a real market nobody knows beforehand which shop is fast: was each of them asked?"
    );
}

#[tokio::test(start_paused = true)]
async fn asks_a_hundred_shops() {
    // The fastest come last.
    let shops: Vec<u64> = (8..108).rev().collect();
    let start = Instant::now();
    let offers = first_three(&Market::default(), &shops).await;
    assert_eq!(
        offers,
        ["offer after 8 s", "offer after 9 s", "offer after 10 s"],
        "the last three of the list are the fastest: when were they asked?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(10),
        "all shops are asked at once: what did the last ones wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn returns_with_the_third() {
    let start = Instant::now();
    first_three(&Market::default(), &SHOPS).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "the third offer is there after 3 s: what was there to wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn stops_the_others() {
    let market = Market::default();
    first_three(&market, &SHOPS).await;
    // Time enough for all of them.
    sleep(Duration::from_secs(60)).await;
    assert_eq!(
        market.finished.load(Relaxed),
        3,
        "three offers were wanted: who went on working on the others?"
    );
}
