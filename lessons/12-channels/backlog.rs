//! Guests order every two seconds, and a dish takes five: the queue grows until something slows the guests down.
//!
//!     cargo run -q -- run backlog

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    without_a_limit().await;
    at_most_two().await;
}

#[instrument]
async fn without_a_limit() {
    let (door, mut orders) = mpsc::unbounded_channel();
    tokio::spawn(guests(door));
    cook(async || (orders.len(), orders.recv().await)).await;
}

#[instrument]
async fn at_most_two() {
    let (door, mut orders) = mpsc::channel(2);
    tokio::spawn(patient_guests(door));
    cook(async || (orders.len(), orders.recv().await)).await;
}

#[instrument(skip_all)]
async fn guests(door: mpsc::UnboundedSender<Instant>) {
    for _ in 0..7 {
        // It never waits, so that nobody at the door knows how long the queue is.
        door.send(Instant::now()).expect("there is a cook");
        sleep(Duration::from_secs(2)).await;
    }
}

#[instrument(skip_all)]
async fn patient_guests(door: mpsc::Sender<Instant>) {
    for _ in 0..7 {
        // It waits while there is no place, and so holds back those who come after.
        door.send(Instant::now()).await.expect("there is a cook");
        sleep(Duration::from_secs(2)).await;
    }
}

#[instrument(skip_all)]
async fn cook(mut next: impl AsyncFnMut() -> (usize, Option<Instant>)) {
    let (mut longest, mut waited) = (0, Duration::ZERO);
    while let (queue, Some(ordered)) = next().await {
        longest = longest.max(queue);
        waited = ordered.elapsed();
        sleep(Duration::from_secs(5)).await;
    }
    let waited = waited.as_secs();
    println!("the longest queue: {longest}, the last order waited {waited} s");
}
