//! Wrong: `buffered` asks for a second page as soon as it is asked for the first.
//! Fails: fetches_only_what_is_read

use futures::{Stream, StreamExt, future, stream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Gives page 1, page 2 and so on, until the archive has no more. A page that
/// nobody asks for is not fetched.
fn pages(archive: &Archive) -> impl Stream<Item = String> {
    stream::iter(1..)
        .map(|number| archive.fetch(number))
        .buffered(2)
        .take_while(|page| future::ready(page.is_some()))
        .filter_map(future::ready)
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
