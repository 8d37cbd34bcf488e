//! Wrong: `then` waits for one thumbnail before it asks for the next photo.
//! Finding: sequential

use futures::{Stream, StreamExt};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Gives a thumbnail of every photo, in the order of `photos`. As long as there
/// are photos, `n` thumbnails are in the making, and not more; each begins as
/// soon as it can.
fn thumbnails(photos: impl Stream<Item = Photo>, n: usize) -> impl Stream<Item = String> {
    let _ = n;
    photos.then(|photo| shrink(photo.name, photo.seconds))
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
