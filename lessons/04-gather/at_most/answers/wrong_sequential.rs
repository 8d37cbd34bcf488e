//! Wrong: keeps to the limit with one download at a time.
//! Fails: has_as_many_under_way_as_allowed

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Downloads every file of `files`, at most `limit` at a time. As soon as one is
/// done, the next begins, in the order of `files`. The contents come back in any
/// order.
async fn download_all(server: &Server, _limit: usize, files: &[u64]) -> Vec<String> {
    let mut contents = Vec::new();
    for seconds in files {
        contents.push(server.download(*seconds).await);
    }
    contents
}

/// Given: it counts how many downloads are under way, and remembers the most
/// there were. Clones are the same server.
#[derive(Clone, Debug, Default)]
struct Server {
    open: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Server {
    /// Given: downloads one file, which takes `seconds`.
    #[instrument(skip(self))]
    async fn download(&self, seconds: u64) -> String {
        let open = self.open.fetch_add(1, Relaxed) + 1;
        self.most.fetch_max(open, Relaxed);
        sleep(Duration::from_secs(seconds)).await;
        self.open.fetch_sub(1, Relaxed);
        format!("file of {seconds} s")
    }
}

#[cfg(test)]
mod tests;
