//! A station sends six readings. The log wants all of them, the display only the latest, and both are slow.
//!
//!     cargo run -q -- run news

use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    // The channel keeps the last two readings for whoever is behind.
    let (all, readings) = broadcast::channel(2);
    // It keeps one value, and has one from the beginning.
    let (latest, reading) = watch::channel(0);
    tokio::join!(station(all, latest), log(readings), display(reading));
}

#[instrument(skip_all)]
async fn station(all: broadcast::Sender<u32>, latest: watch::Sender<u32>) {
    for reading in 1..=6 {
        // Neither waits for anybody.
        all.send(reading).expect("the log listens");
        latest.send(reading).expect("the display listens");
        sleep(Duration::from_secs(3)).await;
    }
}

#[instrument(skip_all)]
async fn log(mut readings: broadcast::Receiver<u32>) {
    loop {
        let result = readings.recv().await;
        println!("the log gets {result:?}");
        if result == Err(RecvError::Closed) {
            return;
        }
        if result.is_ok() {
            sleep(Duration::from_secs(7)).await;
        }
    }
}

#[instrument(skip_all)]
async fn display(mut reading: watch::Receiver<u32>) {
    while reading.changed().await.is_ok() {
        // The value is copied: while it is borrowed, the station cannot send.
        let latest = *reading.borrow_and_update();
        println!("the display shows {latest}");
        sleep(Duration::from_secs(8)).await;
    }
}
