//! Wrong: writes the newest of those that wait first.
//! Fails: writes_one_at_a_time

use std::time::Duration;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
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
    loop {
        let mut waiting = Vec::new();
        match readings.recv().await {
            Ok(reading) => waiting.push(reading),
            Err(RecvError::Lagged(lost)) => log.lost += lost,
            Err(RecvError::Closed) => return log,
        }
        loop {
            match readings.try_recv() {
                Ok(reading) => waiting.push(reading),
                Err(TryRecvError::Lagged(lost)) => log.lost += lost,
                Err(_) => break,
            }
        }
        while let Some(reading) = waiting.pop() {
            write(reading).await;
            log.written.push(reading);
        }
    }
}

/// Given: writes one reading down, which takes a second.
#[instrument]
async fn write(reading: u32) {
    sleep(Duration::from_secs(1)).await;
}

#[cfg(test)]
mod tests;
