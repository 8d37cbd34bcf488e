//! A caller holds the line for one second, in a queue that takes an hour.
//!
//!     cargo run -q -- run timeouts

use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    // The future belongs to the timeout, which polls it, and drops it when time is up.
    match timeout(Duration::from_secs(1), eternity()).await {
        Ok(place) => println!("your place: {place}"),
        Err(_) => println!("timeout!"),
    }
    println!("hung up after {} s", start.elapsed().as_secs());
}

#[instrument]
async fn eternity() -> u32 {
    println!("please hold the line");
    sleep(Duration::from_secs(3600)).await;
    println!("yay!");
    1
}
