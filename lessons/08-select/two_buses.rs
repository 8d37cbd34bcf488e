//! Passengers come to two buses. One driver winds the clock up after each of them, the other looks at it.
//!
//!     cargo run -q -- run two_buses

use std::pin::pin;
use std::time::Duration;
use tokio::time::{Instant, Interval, interval_at, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let aboard = made_anew(passengers()).await;
    let waited = start.elapsed().as_secs();
    println!("north: leaves after {waited} s with {aboard}");

    let start = Instant::now();
    let aboard = kept(passengers()).await;
    let waited = start.elapsed().as_secs();
    println!("south: leaves after {waited} s with {aboard}");
}

/// One every 400 ms: the `Interval` remembers when, whoever drops a `tick`.
fn passengers() -> Interval {
    let period = Duration::from_millis(400);
    interval_at(Instant::now() + period, period)
}

#[instrument(skip_all)]
async fn made_anew(mut passengers: Interval) -> u32 {
    let mut aboard = 0;
    loop {
        tokio::select! {
            // After the fifth passenger, this branch takes part no more.
            _ = passengers.tick(), if aboard < 5 => aboard += 1,
            // Called in each turn, and dropped when the other branch wins.
            () = departure("north") => return aboard,
        }
    }
}

#[instrument(skip_all)]
async fn kept(mut passengers: Interval) -> u32 {
    let mut aboard = 0;
    // Called once. The end of a turn drops a reference to it, and no more.
    let mut departure = pin!(departure("south"));
    loop {
        tokio::select! {
            _ = passengers.tick(), if aboard < 5 => aboard += 1,
            () = &mut departure => return aboard,
        }
    }
}

#[instrument]
async fn departure(bus: &str) {
    sleep(Duration::from_secs(1)).await;
}
