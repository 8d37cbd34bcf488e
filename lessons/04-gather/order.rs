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
    as_asked().await;
    as_ready().await;
}

#[instrument]
async fn as_asked() {
    let start = Instant::now();
    // Each answer gets the place of its question, so the list is there when the slowest is.
    for answer in join_all(questions()).await {
        println!("as asked: {answer} after {} s", start.elapsed().as_secs());
    }
}

#[instrument]
async fn as_ready() {
    let start = Instant::now();
    let mut answers = FuturesUnordered::from_iter(questions());
    // `next` polls only those that were woken, and gives back the first that is ready.
    while let Some(answer) = answers.next().await {
        println!("as ready: {answer} after {} s", start.elapsed().as_secs());
    }
}

/// Three calls, of which none has begun.
fn questions() -> [impl Future<Output = String>; 3] {
    [
        forecast("Oslo", 3),
        forecast("Lima", 1),
        forecast("Cairo", 2),
    ]
}

#[instrument]
async fn forecast(city: &str, seconds: u64) -> String {
    sleep(Duration::from_secs(seconds)).await;
    format!("rain in {city}")
}
