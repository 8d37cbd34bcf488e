//! Wrong: the timeout drops the future that holds the readings collected so far.
//! Fails: the_rest_goes_after_50_ms

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
        let mut readings = pin!(readings.peekable());
        while readings.as_mut().peek().await.is_some() {
            let ten = readings.by_ref().take(10).collect::<Vec<u32>>();
            if let Ok(batch) = timeout(Duration::from_millis(50), ten).await {
                yield batch;
            }
        }
    }
}

#[cfg(test)]
mod tests;
