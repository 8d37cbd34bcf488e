//! Wrong: the inner loop sees the end, and the outer one asks the same stream again.
//! Fails: asks_no_more_after_the_end

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
        let mut readings = pin!(readings);
        while let Some(first) = readings.next().await {
            let deadline = Instant::now() + Duration::from_millis(50);
            let mut batch = vec![first];
            while batch.len() < 10 {
                match timeout_at(deadline, readings.next()).await {
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
