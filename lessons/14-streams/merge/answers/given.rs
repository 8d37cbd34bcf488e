//! Merge two news wires into one stream: each headline when it comes, neither wire first, until both have ended.
//!
//!     cargo run -q -- check streams/merge

use futures::{Stream, StreamExt};

/// Gives the headlines of both wires, each as soon as it comes. Ends when both
/// wires have ended, and not before. When both have many ready, they take turns
/// or draw lots.
fn merge(left: impl Stream<Item = u32>, right: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    left.zip(right)
        .map(|headlines| -> u32 { todo!("give {headlines:?}, each when it comes") })
}

#[cfg(test)]
mod tests;
