//! Keep the log of a station that is faster than you: write what you get, and count what you have lost.
//!
//!     cargo run -q -- check channels/count_the_lost

use std::time::Duration;
use tokio::sync::broadcast;
use tokio::time::sleep;
use tracing::instrument;

/// What came of the readings.
#[derive(Debug, Default, PartialEq)]
struct Log {
    written: Vec<u32>,
    lost: u64,
}

/// Writes down what comes through `readings`, in order and one at a time, until
/// the station has gone and all that the channel still has is written. The
/// station waits for nobody: what is lost while you write is counted, and then it
/// goes on, so that `written` and `lost` together are all that was sent. No
/// reading waits anywhere but in the channel.
async fn keep_log(readings: broadcast::Receiver<u32>) -> Log {
    todo!("write {readings:?} down, and count what is lost")
}

/// Given: writes one reading down, which takes a second.
#[instrument]
async fn write(reading: u32) {
    sleep(Duration::from_secs(1)).await;
}

#[cfg(test)]
mod tests;
