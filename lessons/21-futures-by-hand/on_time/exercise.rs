//! Give a future a limit, without a box: what is done in time counts, and at the limit you give up.
//!
//!     cargo run -q -- check futures-by-hand/on_time

use pin_project_lite::pin_project;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};
use tracing::instrument;

#[derive(Debug, PartialEq)]
struct TooLate;

pin_project! {
    /// A future and its limit, side by side.
    /// A field under `#[pin]` is pinned when the whole is.
    struct OnTime<F> {
        future: F,
        limit: Sleep,
    }
}

/// Given: the future must not be moved into a box.
fn on_time<F: Future>(limit: Duration, future: F) -> OnTime<F> {
    OnTime {
        future,
        limit: sleep(limit),
    }
}

/// The output of the future, or `TooLate` as soon as the limit is over. If both
/// are ready in the same poll, the output counts.
impl<F: Future> Future for OnTime<F> {
    type Output = Result<F::Output, TooLate>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let _waker = cx.waker();
        todo!("the limit is over: {}; poll both", this.limit.is_elapsed())
    }
}

/// Given: a parcel that takes so many seconds.
#[instrument]
async fn deliver(parcel: &str, seconds: u64) -> String {
    sleep(Duration::from_secs(seconds)).await;
    format!("{parcel} delivered")
}

#[cfg(test)]
mod tests;
