//! Three forecasts, asked for in one order and ready in another: in which order do you get them?
//!
//!     cargo run -q -- run order

use futures::future::join_all;
use futures::stream::{FuturesUnordered, StreamExt};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    println!("as asked:");
    as_asked().await;
    println!("as ready:");
    as_ready().await;
}

#[instrument]
async fn as_asked() {
    let start = Instant::now();
    let questions = [
        forecast("Oslo", 3),
        forecast("Lima", 1),
        forecast("Cairo", 2),
    ];
    // Each answer gets the place of its question, so the list is there when the slowest is.
    for answer in join_all(questions).await {
        println!("  {answer} after {} s", start.elapsed().as_secs());
    }
}

#[instrument]
async fn as_ready() {
    let start = Instant::now();
    let questions = [
        forecast("Oslo", 3),
        forecast("Lima", 1),
        forecast("Cairo", 2),
    ];
    let mut answers = FuturesUnordered::from_iter(questions);
    // `next` polls only those that were woken, and gives back the first that is ready.
    while let Some(answer) = answers.next().await {
        println!("  {answer} after {} s", start.elapsed().as_secs());
    }
}

#[instrument]
async fn forecast(city: &str, seconds: u64) -> String {
    sleep(Duration::from_secs(seconds)).await;
    format!("rain in {city}")
}
