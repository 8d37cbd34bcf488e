//! Build a channel for one answer: it wakes the receiver when the answer comes, or never will.
//!
//!     cargo run -q -- check futures-by-hand/one_answer

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
        self.0.lock().expect("nobody panics here").is_closed = true;
        // And now? (A `todo!` in a `drop` would hide what a test says.)
    }
}

/// The answer, or `None` if the sender was dropped without one. The receiver may
/// be moved from one task to another between two polls: the one to be woken is
/// the last that has polled.
impl<T> Future for Receiver<T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let is_closed = self.0.lock().expect("nobody panics here").is_closed;
        let _waker = cx.waker();
        todo!("the sender is gone: {is_closed}; is there an answer?")
    }
}

/// Given: waits for the answer of somebody.
#[instrument(skip(answer))]
async fn wait_for(name: &str, answer: Receiver<u32>) -> Option<u32> {
    answer.await
}

#[cfg(test)]
mod tests;
