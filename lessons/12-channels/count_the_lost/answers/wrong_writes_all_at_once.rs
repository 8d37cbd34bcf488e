//! Wrong: has a task for each reading, and so never falls behind.
//! Fails: writes_one_at_a_time

use std::time::Duration;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
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
async fn keep_log(mut readings: broadcast::Receiver<u32>) -> Log {
    let mut log = Log::default();
    let mut pens = Vec::new();
    loop {
        match readings.recv().await {
            Ok(reading) => {
                pens.push(tokio::spawn(write(reading)));
                log.written.push(reading);
            }
            Err(RecvError::Lagged(lost)) => log.lost += lost,
            Err(RecvError::Closed) => break,
        }
    }
    for pen in pens {
        let _ = pen.await;
    }
    log
}

/// Given: writes one reading down, which takes a second.
#[instrument]
async fn write(reading: u32) {
    sleep(Duration::from_secs(1)).await;
}

#[cfg(test)]
mod tests;
