//! Four letters arrive together, but each is only looked at when the loop asks for it.
//!
//!     cargo run -q -- run snooze

use futures::{StreamExt, stream};
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    answer_in_the_loop().await;
    println!(
        "answered in the loop: {:.1} s",
        start.elapsed().as_secs_f64()
    );

    let start = Instant::now();
    answer_in_the_stream().await;
    println!(
        "answered in the stream: {:.1} s",
        start.elapsed().as_secs_f64()
    );
}

#[instrument]
async fn answer_in_the_loop() {
    let mut letters = stream::iter(1..=4).map(receive).buffer_unordered(4);
    while let Some(letter) = letters.next().await {
        // Nobody polls `letters` while this waits: what it holds has been woken, and lies still.
        answer(letter).await;
    }
}

#[instrument]
async fn answer_in_the_stream() {
    // The answer is part of the future that the stream polls, so `next` drives all eight steps.
    let answers =
        stream::iter(1..=4).map(|letter| async move { answer(receive(letter).await).await });
    answers.buffer_unordered(4).collect::<()>().await;
}

#[instrument]
async fn receive(letter: u32) -> u32 {
    let arrival = Instant::now() + Duration::from_millis(100);
    sleep_until(arrival).await;
    println!(
        "letter {letter} lay there for {:.1} s",
        arrival.elapsed().as_secs_f64()
    );
    letter
}

#[instrument]
async fn answer(letter: u32) {
    sleep(Duration::from_millis(100)).await;
}
