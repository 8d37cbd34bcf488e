//! A program of your own. Change it, and look at your run:
//!
//!     cargo run -q -- run own

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    tokio::join!(greet("Ada", 2), greet("Grace", 1));
}

/// `#[instrument]` gives each call a row of its own in the timeline.
#[instrument]
async fn greet(name: &str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
    println!("Hello, {name}!");
}
