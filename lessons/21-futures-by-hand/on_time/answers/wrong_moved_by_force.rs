//! Wrong: takes a pinned field out of its pin with `unsafe`.
//! Refused: usage of an `unsafe` block

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
        #[pin]
        future: F,
        #[pin]
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
        let this = unsafe { self.get_unchecked_mut() };
        if let Poll::Ready(output) = unsafe { Pin::new_unchecked(&mut this.future) }.poll(cx) {
            return Poll::Ready(Ok(output));
        }
        unsafe { Pin::new_unchecked(&mut this.limit) }
            .poll(cx)
            .map(|()| Err(TooLate))
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
