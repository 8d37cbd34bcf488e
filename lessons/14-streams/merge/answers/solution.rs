//! `select` polls the two in turns, starts with the other one each time, and ends when neither has more.
//! `tokio_stream::StreamExt::merge` does the same.

use futures::{Stream, stream};

/// Gives the headlines of both wires, each as soon as it comes. Ends when both
/// wires have ended, and not before. When both have many ready, they take turns
/// or draw lots.
fn merge(left: impl Stream<Item = u32>, right: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    stream::select(left, right)
}

#[cfg(test)]
mod tests;
