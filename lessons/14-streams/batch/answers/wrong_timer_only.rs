//! Wrong: looks at the clock, and never at the size.
//! Fails: ten_make_a_batch

use async_stream::stream;
use futures::{Stream, StreamExt};
use std::pin::pin;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Gives batches of one to ten readings, never an empty one. None goes out later
/// than 50 ms after its first reading. Each reading is in exactly one batch, in
/// order; when `readings` ends, the last batch goes out at once.
fn batches(readings: impl Stream<Item = u32>) -> impl Stream<Item = Vec<u32>> {
    stream! {
        let mut readings = pin!(readings.fuse());
        while let Some(first) = readings.next().await {
            let deadline = Instant::now() + Duration::from_millis(50);
            let mut batch = vec![first];
            while let Ok(Some(reading)) = timeout_at(deadline, readings.next()).await {
                batch.push(reading);
            }
            yield batch;
        }
    }
}

#[cfg(test)]
mod tests;
