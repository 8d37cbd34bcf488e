//! Give the pages of an archive as a stream: fetch each only when it is asked for, and end after the last.
//!
//!     cargo run -q -- check streams/pages

use futures::{Stream, StreamExt, stream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Gives page 1, page 2 and so on, until the archive has no more. A page that
/// nobody asks for is not fetched.
fn pages(archive: &Archive) -> impl Stream<Item = String> {
    stream::iter(1..).map(move |number| -> String {
        todo!("fetch page {number} of {archive:?}, if it is asked for")
    })
}

/// Given: how many pages there are, and a count of how often somebody asked for
/// one.
#[derive(Debug, Default)]
struct Archive {
    pages: u32,
    asked: AtomicU32,
}

impl Archive {
    /// Fetches a page, which takes a second. After the last page there is none.
    #[instrument(skip(self))]
    async fn fetch(&self, number: u32) -> Option<String> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        sleep(Duration::from_secs(1)).await;
        (number <= self.pages).then(|| format!("page {number}"))
    }
}

#[cfg(test)]
mod tests;
