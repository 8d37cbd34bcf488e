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
    println!("in the loop: {:.1} s", start.elapsed().as_secs_f64());

    let start = Instant::now();
    answer_in_the_stream().await;
    println!("in the stream: {:.1} s", start.elapsed().as_secs_f64());
}

#[instrument]
async fn answer_in_the_loop() {
    let mut letters = stream::iter(1..=4).map(receive).buffer_unordered(4);
    while let Some(letter) = letters.next().await {
        // Nobody polls `letters` meanwhile: what it holds has been woken, and lies still.
        answer(letter).await;
    }
}

#[instrument]
async fn answer_in_the_stream() {
    // One future for each letter, its answer included: all four are polled until the end.
    let reply = |letter| async move { answer(receive(letter).await).await };
    stream::iter(1..=4).for_each_concurrent(4, reply).await;
}

#[instrument]
async fn receive(letter: u32) -> u32 {
    let arrival = Instant::now() + Duration::from_millis(100);
    sleep_until(arrival).await;
    let seconds = arrival.elapsed().as_secs_f64();
    println!("letter {letter} lay there for {seconds:.1} s");
    letter
}

#[instrument]
async fn answer(letter: u32) {
    sleep(Duration::from_millis(100)).await;
}
