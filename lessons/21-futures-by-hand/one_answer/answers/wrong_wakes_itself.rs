//! Wrong: asks to be polled again at once.
//! Finding: self_wake_storm

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use tracing::instrument;

struct Sender<T>(Arc<Mutex<Slot<T>>>);

struct Receiver<T>(Arc<Mutex<Slot<T>>>);

/// What the two share.
struct Slot<T> {
    answer: Option<T>,
    /// The sender is gone.
    is_closed: bool,
    /// How to wake the task that polled last.
    waker: Option<Waker>,
}

fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let slot = Arc::new(Mutex::new(Slot {
        answer: None,
        is_closed: false,
        waker: None,
    }));
    (Sender(slot.clone()), Receiver(slot))
}

impl<T> Sender<T> {
    /// Given: puts the answer into the slot. At the end `self` is dropped.
    fn send(self, answer: T) {
        self.0.lock().expect("nobody panics here").answer = Some(answer);
    }
}

/// No answer can come after this. Wakes the receiver once, with the lock free:
/// the waker may belong to an executor that polls at once, and `poll` locks too.
impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut slot = self.0.lock().expect("nobody panics here");
        slot.is_closed = true;
        let waker = slot.waker.take();
        drop(slot);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// The answer, or `None` if the sender was dropped without one. The receiver may
/// be moved from one task to another between two polls: the one to be woken is
/// the last that has polled.
impl<T> Future for Receiver<T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let mut slot = self.0.lock().expect("nobody panics here");
        if slot.answer.is_some() || slot.is_closed {
            return Poll::Ready(slot.answer.take());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Given: waits for the answer of somebody.
#[instrument(skip(answer))]
async fn wait_for(name: &str, answer: Receiver<u32>) -> Option<u32> {
    answer.await
}

#[cfg(test)]
mod tests;
