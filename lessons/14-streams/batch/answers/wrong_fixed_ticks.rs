//! Wrong: sends what there is every 50 ms, be it nothing.
//! Fails: gives_no_empty_batch

use async_stream::stream;
use futures::{Stream, StreamExt};
use std::pin::pin;
use std::time::Duration;
use tokio::time::interval;

/// Gives batches of one to ten readings, never an empty one. None goes out later
/// than 50 ms after its first reading. Each reading is in exactly one batch, in
/// order; when `readings` ends, the last batch goes out at once.
fn batches(readings: impl Stream<Item = u32>) -> impl Stream<Item = Vec<u32>> {
    stream! {
        let mut readings = pin!(readings);
        let mut ticks = interval(Duration::from_millis(50));
        let mut batch = Vec::new();
        loop {
            tokio::select! {
                reading = readings.next() => match reading {
                    Some(reading) => batch.push(reading),
                    None => break,
                },
                _ = ticks.tick() => yield std::mem::take(&mut batch),
            }
            if batch.len() == 10 {
                yield std::mem::take(&mut batch);
            }
        }
        if !batch.is_empty() {
            yield batch;
        }
    }
}

#[cfg(test)]
mod tests;
