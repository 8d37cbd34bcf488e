//! Wrong: the guard sets the count to 0, and forgets the others.
//! Fails: counts_each_request_while_it_is_under_way

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Answers a request. From the first poll of this call to its end, `in_flight`
/// counts it, once. Then it must not count it any more, whether the answer has
/// come, `answer` has panicked or the call was dropped.
async fn serve(request: &str, in_flight: &AtomicU32) -> String {
    let _counted = Counted::by(in_flight);
    answer(request).await
}

/// Counts as long as it lives.
struct Counted<'a>(&'a AtomicU32);

impl Counted<'_> {
    fn by(count: &AtomicU32) -> Counted<'_> {
        count.fetch_add(1, Relaxed);
        Counted(count)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.store(0, Relaxed);
    }
}

/// Given: thinks a second about each letter. Nobody has thought of an empty
/// request.
#[instrument]
async fn answer(request: &str) -> String {
    for _ in request.chars() {
        sleep(Duration::from_secs(1)).await;
    }
    assert!(!request.is_empty(), "there is nothing to answer");
    format!("no {request} today")
}

#[cfg(test)]
mod tests;
