//! Three workers wait at the same time: the last to start is the first to finish.
//!
//!     cargo run -q -- run gather

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    // A call starts nothing. `join!` polls all three, and returns when the last one is done.
    tokio::join!(
        worker("Task 1", 5),
        worker("Task 2", 3),
        worker("Task 3", 1)
    );
}

#[instrument]
async fn worker(name: &str, seconds: u64) {
    println!("{name} started");
    sleep(Duration::from_secs(seconds)).await;
    println!("{name} finished");
}
