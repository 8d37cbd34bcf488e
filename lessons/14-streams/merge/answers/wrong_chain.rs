//! Wrong: begins with the right wire when the left one has ended.
//! Fails: gives_each_headline_when_it_comes

use futures::{Stream, StreamExt};

/// Gives the headlines of both wires, each as soon as it comes. Ends when both
/// wires have ended, and not before. When both have many ready, they take turns
/// or draw lots.
fn merge(left: impl Stream<Item = u32>, right: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    left.chain(right)
}

#[cfg(test)]
mod tests;
