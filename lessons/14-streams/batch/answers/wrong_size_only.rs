//! Wrong: waits until ten are there.
//! Fails: the_rest_goes_after_50_ms

use futures::{Stream, StreamExt};

/// Gives batches of one to ten readings, never an empty one. None goes out later
/// than 50 ms after its first reading. Each reading is in exactly one batch, in
/// order; when `readings` ends, the last batch goes out at once.
fn batches(readings: impl Stream<Item = u32>) -> impl Stream<Item = Vec<u32>> {
    readings.chunks(10)
}

#[cfg(test)]
mod tests;
