//! Count a request while it is being answered, and no longer, however it ends.
//!
//!     cargo run -q -- check cancellation/in_flight

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Answers a request. From the first poll of this call to its end, `in_flight`
/// counts it, once. Then it must not count it any more, whether the answer has
/// come, `answer` has panicked or the call was dropped.
async fn serve(request: &str, in_flight: &AtomicU32) -> String {
    todo!(
        "answer {request:?}, when {} others are in flight",
        in_flight.load(Relaxed)
    )
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
