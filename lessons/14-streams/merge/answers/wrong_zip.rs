//! Wrong: waits for one headline of each, and gives both.
//! Fails: gives_each_headline_when_it_comes

use futures::{Stream, StreamExt, stream};

/// Gives the headlines of both wires, each as soon as it comes. Ends when both
/// wires have ended, and not before. When both have many ready, they take turns
/// or draw lots.
fn merge(left: impl Stream<Item = u32>, right: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    left.zip(right)
        .flat_map(|(left, right)| stream::iter([left, right]))
}

#[cfg(test)]
mod tests;
