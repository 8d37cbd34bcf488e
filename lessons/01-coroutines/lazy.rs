//! A future is made, left alone for a second, and only then awaited.
//!
//!     cargo run -q -- run lazy

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    let coming = answer();
    println!("1 made the future");

    // A whole second in which `coming` could run, if anything ran it.
    sleep(Duration::from_secs(1)).await;

    println!("2 awaiting");
    let number = coming.await;
    println!("4 got {number}");
}

#[instrument]
async fn answer() -> u32 {
    println!("3 body runs");
    sleep(Duration::from_secs(2)).await;
    42
}
