//! Wrong: asks the right wire only when the left one has nothing ready.
//! Fails: lets_neither_wire_starve

use async_stream::stream;
use futures::{Stream, StreamExt};
use std::pin::pin;

/// Gives the headlines of both wires, each as soon as it comes. Ends when both
/// wires have ended, and not before. When both have many ready, they take turns
/// or draw lots.
fn merge(left: impl Stream<Item = u32>, right: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    stream! {
        let (mut left, mut right) = (pin!(left.fuse()), pin!(right.fuse()));
        loop {
            tokio::select! {
                biased;
                Some(headline) = left.next() => yield headline,
                Some(headline) = right.next() => yield headline,
                else => break,
            }
        }
    }
}

#[cfg(test)]
mod tests;
