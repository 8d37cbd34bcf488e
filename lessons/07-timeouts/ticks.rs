//! A meter is read every 100 ms, and one reading takes 350 ms: three ways to go on after it.
//!
//!     cargo run -q -- run ticks

use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    use MissedTickBehavior::{Burst, Delay, Skip};
    let meters = [Burst, Delay, Skip].map(|behaviour| tokio::spawn(read(behaviour)));
    for meter in meters {
        println!("{}", meter.await.expect("no meter panics"));
    }
}

#[instrument]
async fn read(behaviour: MissedTickBehavior) -> String {
    let start = Instant::now();
    let mut ticks = interval(Duration::from_millis(100));
    ticks.set_missed_tick_behavior(behaviour);

    let mut read_at = Vec::new();
    for reading in 0..6 {
        // The first tick is there at once.
        ticks.tick().await;
        read_at.push(start.elapsed().as_millis());
        if reading == 1 {
            // Three ticks are missed.
            sleep(Duration::from_millis(350)).await;
        }
    }
    format!("{behaviour:?}: read at {read_at:?} ms")
}
