//! A greeting that comes two seconds late: the program waits, and its thread does not.
//!
//!     cargo run -q -- run sleep

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    delayed_greet().await;
}

#[instrument]
async fn delayed_greet() {
    // The first poll sets a timer and returns to the runtime.
    // The timer wakes the task, and the second poll goes on from here.
    sleep(Duration::from_secs(2)).await;
    println!("Hello, asyncio!");
}
