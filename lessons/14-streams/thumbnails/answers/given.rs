//! Turn a stream of photos into a stream of their thumbnails, in the same order, `n` in the making at a time.
//!
//!     cargo run -q -- check streams/thumbnails

use futures::{Stream, StreamExt};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Gives a thumbnail of every photo, in the order of `photos`. As long as there
/// are photos, `n` thumbnails are in the making, and not more; each begins as
/// soon as it can.
fn thumbnails(photos: impl Stream<Item = Photo>, n: usize) -> impl Stream<Item = String> {
    photos.map(move |photo| -> String { todo!("make a thumbnail of {photo:?}, {n} at a time") })
}

#[derive(Debug)]
struct Photo {
    name: &'static str,
    seconds: u64,
}

/// Given: makes one thumbnail, which takes some seconds.
#[instrument]
async fn shrink(name: &str, seconds: u64) -> String {
    sleep(Duration::from_secs(seconds)).await;
    format!("small {name}")
}

#[cfg(test)]
mod tests;
