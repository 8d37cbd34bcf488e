//! Wrong: rings for all, and once more for whoever comes next, which lets one in after `clear`.
//! Fails: makes_wait_after_clear

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use tokio::sync::Notify;

/// A state to wait for. It begins unset, and may be set and cleared any number of
/// times.
#[derive(Debug, Default)]
struct Event {
    is_set: AtomicBool,
    bell: Notify,
}

impl Event {
    /// Sets it, if it is not set. All who wait go on at once, even if it is
    /// cleared before they have their turn.
    fn set(&self) {
        self.is_set.store(true, SeqCst);
        self.bell.notify_waiters();
        self.bell.notify_one();
    }

    /// Clears it. Whoever comes now waits for the next `set`.
    fn clear(&self) {
        self.is_set.store(false, SeqCst);
    }

    /// Waits until it is set, and not at all if it is set already.
    async fn wait(&self) {
        let bell = self.bell.notified();
        if !self.is_set.load(SeqCst) {
            bell.await;
        }
    }
}

#[cfg(test)]
mod tests;
