//! Four downloads in a stream: one at a time, two at a time in order, and two at a time as they come.
//!
//!     cargo run -q -- run buffered

use futures::{Stream, StreamExt, stream};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

const FILES: [(&str, u64); 4] = [
    ("atlas", 500),
    ("ballads", 100),
    ("comic", 300),
    ("diary", 200),
];

#[tokio::main]
async fn main() {
    with_then().await;
    with_buffered().await;
    with_buffer_unordered().await;
}

#[instrument]
async fn with_then() {
    // `then` awaits one future before it asks for the next item.
    let books = stream::iter(FILES).then(|(name, millis)| download(name, millis));
    report("then", books).await;
}

#[instrument]
async fn with_buffered() {
    // `map` makes futures and polls none; `buffered` polls two, and gives results in order.
    let books = stream::iter(FILES)
        .map(|(name, millis)| download(name, millis))
        .buffered(2);
    report("buffered", books).await;
}

#[instrument]
async fn with_buffer_unordered() {
    let books = stream::iter(FILES)
        .map(|(name, millis)| download(name, millis))
        .buffer_unordered(2);
    report("buffer_unordered", books).await;
}

async fn report(how: &str, books: impl Stream<Item = &'static str>) {
    let start = Instant::now();
    let books: Vec<&str> = books.collect().await;
    let seconds = start.elapsed().as_secs_f64();
    println!("{how}: {} in {seconds:.1} s", books.join(", "));
}

#[instrument]
async fn download(name: &'static str, millis: u64) -> &'static str {
    sleep(Duration::from_millis(millis)).await;
    name
}
