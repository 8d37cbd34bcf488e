//! Three painters are hired before one of them lifts a brush, and paid in the order of their contracts.
//!
//!     cargo run -q -- run spawn

use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    // `spawn` puts a task in the queue of the runtime, and runs none of its lines.
    let contracts = [("Ada", 3), ("Ben", 1), ("Cleo", 2)]
        .map(|(name, seconds)| tokio::spawn(paint(name, seconds)));
    println!("three painters are hired");

    for contract in contracts {
        // Here the tasks run. A result that comes early stays in its handle.
        let door = contract.await.expect("no painter panics");
        println!("paid for {door} after {} s", start.elapsed().as_secs());
    }
}

#[instrument]
async fn paint(name: &str, seconds: u64) -> String {
    println!("{name} begins");
    sleep(Duration::from_secs(seconds)).await;
    println!("{name} is done");
    format!("the door of {name}")
}
