//! Wrong: asks to be polled again at once when one of the two is ready.
//! Fails: is_woken_for_either

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Two futures, each in a box of its own, and the output of each that is done.
struct Both<A: Future, B: Future> {
    first: Pin<Box<A>>,
    second: Pin<Box<B>>,
    outputs: (Option<A::Output>, Option<B::Output>),
}

fn both<A: Future, B: Future>(first: A, second: B) -> Both<A, B> {
    Both {
        first: Box::pin(first),
        second: Box::pin(second),
        outputs: (None, None),
    }
}

// Nothing in it minds being moved: what must not move is in the boxes.
// It lets you write `self.outputs = …` through the `Pin`.
impl<A: Future, B: Future> Unpin for Both<A, B> {}

/// Both outputs, each in the place of its future. A poll asks each future that is
/// not done, once; one that is done must not be polled again.
impl<A: Future, B: Future> Future for Both<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.outputs.0.is_none()
            && let Poll::Ready(output) = self.first.as_mut().poll(cx)
        {
            self.outputs.0 = Some(output);
        }
        if self.outputs.1.is_none()
            && let Poll::Ready(output) = self.second.as_mut().poll(cx)
        {
            self.outputs.1 = Some(output);
        }
        match mem::take(&mut self.outputs) {
            (Some(first), Some(second)) => Poll::Ready((first, second)),
            // Whoever is not ready has kept the waker: it came with `cx`.
            not_yet => {
                if not_yet.0.is_some() || not_yet.1.is_some() {
                    cx.waker().wake_by_ref();
                }
                self.outputs = not_yet;
                Poll::Pending
            }
        }
    }
}

/// Given: asks somebody something, and waits for the answer.
#[instrument]
async fn ask(name: &str, seconds: u64) -> String {
    sleep(Duration::from_secs(seconds)).await;
    format!("{name} says yes")
}

#[cfg(test)]
mod tests;
