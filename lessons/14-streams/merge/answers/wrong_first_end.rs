//! Wrong: ends with the wire that ends first.
//! Fails: goes_on_when_the_right_wire_ends

use async_stream::stream;
use futures::{Stream, StreamExt};
use std::pin::pin;

/// Gives the headlines of both wires, each as soon as it comes. Ends when both
/// wires have ended, and not before. When both have many ready, they take turns
/// or draw lots.
fn merge(left: impl Stream<Item = u32>, right: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    stream! {
        let (mut left, mut right) = (pin!(left), pin!(right));
        while let Some(headline) = tokio::select! {
            headline = left.next() => headline,
            headline = right.next() => headline,
        } {
            yield headline;
        }
    }
}

#[cfg(test)]
mod tests;
