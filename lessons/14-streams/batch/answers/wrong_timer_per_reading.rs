//! Wrong: each reading gets 50 ms of its own, so that the batch may wait for ten times as long.
//! Fails: counts_from_the_first_reading

use async_stream::stream;
use futures::{Stream, StreamExt};
use std::pin::pin;
use std::time::Duration;
use tokio::time::timeout;

/// Gives batches of one to ten readings, never an empty one. None goes out later
/// than 50 ms after its first reading. Each reading is in exactly one batch, in
/// order; when `readings` ends, the last batch goes out at once.
fn batches(readings: impl Stream<Item = u32>) -> impl Stream<Item = Vec<u32>> {
    stream! {
        let mut readings = pin!(readings.fuse());
        while let Some(first) = readings.next().await {
            let mut batch = vec![first];
            while batch.len() < 10 {
                match timeout(Duration::from_millis(50), readings.next()).await {
                    Ok(Some(reading)) => batch.push(reading),
                    Ok(None) | Err(_) => break,
                }
            }
            yield batch;
        }
    }
}

#[cfg(test)]
mod tests;
