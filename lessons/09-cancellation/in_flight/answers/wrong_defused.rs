//! Wrong: keeps the guard for emergencies, and forgets to count down when all goes well.
//! Fails: answers

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Answers a request. From the first poll of this call to its end, `in_flight`
/// counts it, once. Then it must not count it any more, whether the answer has
/// come, `answer` has panicked or the call was dropped.
async fn serve(request: &str, in_flight: &AtomicU32) -> String {
    let counted = Counted::by(in_flight);
    let answer = answer(request).await;
    std::mem::forget(counted);
    answer
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
        self.0.fetch_sub(1, Relaxed);
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
