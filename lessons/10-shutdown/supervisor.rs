//! Two sensors crash. A tracker only counts them; the owner of a map is told, and starts one of them again.
//!
//!     cargo run -q -- run supervisor

use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::{JoinMap, TaskTracker};
use tracing::instrument;

const SENSORS: [&str; 2] = ["wind", "snow"];

#[tokio::main]
async fn main() {
    let stop = CancellationToken::new();
    tokio::join!(count(&stop), stop_after(3, &stop));
    let stop = CancellationToken::new();
    tokio::join!(supervise(&stop), stop_after(3, &stop));
}

#[instrument(skip_all)]
async fn count(stop: &CancellationToken) {
    let sensors = TaskTracker::new();
    for name in SENSORS {
        sensors.spawn(sense(name, 1, stop.clone()));
    }
    sensors.close();
    sensors.wait().await;
    println!("two sensors have ended");
}

#[instrument(skip_all)]
async fn supervise(stop: &CancellationToken) {
    let mut sensors = JoinMap::new();
    for name in SENSORS {
        sensors.spawn(name, sense(name, 1, stop.clone()));
    }
    // One loop for all ends, before the signal and after it. It ends with the last.
    while let Some((name, end)) = sensors.join_next().await {
        match end {
            Ok(()) => println!("{name} has ended"),
            Err(_) if stop.is_cancelled() => println!("{name} crashed as it stopped"),
            Err(_) => {
                println!("{name} crashed, and starts again");
                sensors.spawn(name, sense(name, 2, stop.clone()));
            }
        }
    }
}

/// Measures until it is told to stop, then saves what it has.
#[instrument(skip(attempt, stop))]
async fn sense(name: &str, attempt: u32, stop: CancellationToken) {
    if name == "wind" && attempt == 1 {
        sleep(Duration::from_secs(1)).await;
        panic!("the wind was too strong");
    }
    stop.cancelled().await;
    let saving = if name == "wind" { 1 } else { 2 };
    sleep(Duration::from_secs(saving)).await;
    assert!(name != "snow", "the disk is full");
}

async fn stop_after(seconds: u64, stop: &CancellationToken) {
    sleep(Duration::from_secs(seconds)).await;
    stop.cancel();
}
