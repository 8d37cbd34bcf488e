//! A function stops in its middle for a second, and goes on where it stopped.
//!
//!     cargo run -q -- run hello_world

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    greet("World").await;
}

#[instrument]
async fn greet(name: &str) {
    println!("Hello");
    // `name` is kept in the future while nobody runs it.
    sleep(Duration::from_secs(1)).await;
    println!("{name}");
}
