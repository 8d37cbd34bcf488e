//! One future awaits another, which awaits a third: the value comes back up the same way.
//!
//!     cargo run -q -- run chain

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    let line = report(1, 2).await;
    println!("{line}");
}

#[instrument]
async fn report(a: u32, b: u32) -> String {
    let sum = add(a, b).await;
    format!("{a} + {b} = {sum}")
}

#[instrument]
async fn add(a: u32, b: u32) -> u32 {
    // The only place where anything waits. While it does, all three are paused.
    sleep(Duration::from_secs(1)).await;
    a + b
}
