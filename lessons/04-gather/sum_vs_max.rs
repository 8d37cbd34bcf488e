//! The same three waits, one after another and then together: the sum against the longest.
//!
//!     cargo run -q -- run sum_vs_max

use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    one_after_another().await;
    println!("one after another: {} s", start.elapsed().as_secs());

    let start = Instant::now();
    together().await;
    println!("together: {} s", start.elapsed().as_secs());
}

#[instrument]
async fn one_after_another() {
    // Each `.await` waits for its own call before the next one begins.
    fetch("news", 5).await;
    fetch("mail", 3).await;
    fetch("weather", 1).await;
}

#[instrument]
async fn together() {
    tokio::join!(fetch("news", 5), fetch("mail", 3), fetch("weather", 1));
}

#[instrument]
async fn fetch(what: &str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
}
