//! Put readings into batches: a batch goes out when it has ten readings, or 50 ms after its first one.
//!
//!     cargo run -q -- check streams/batch

use futures::{Stream, StreamExt};

/// Gives batches of one to ten readings, never an empty one. None goes out later
/// than 50 ms after its first reading. Each reading is in exactly one batch, in
/// order; when `readings` ends, the last batch goes out at once.
fn batches(readings: impl Stream<Item = u32>) -> impl Stream<Item = Vec<u32>> {
    readings.map(|reading| -> Vec<u32> { todo!("put {reading} into a batch") })
}

#[cfg(test)]
mod tests;
