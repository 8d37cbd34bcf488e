//! Wrong: counts, so that who sets it twice has to clear it twice.
//! Fails: makes_wait_after_clear

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use tokio::sync::Notify;

/// A state to wait for. It begins unset, and may be set and cleared any number of
/// times.
#[derive(Debug, Default)]
struct Event {
    times_set: AtomicU32,
    bell: Notify,
}

impl Event {
    /// Sets it, if it is not set. All who wait go on at once, even if it is
    /// cleared before they have their turn.
    fn set(&self) {
        self.times_set.fetch_add(1, SeqCst);
        self.bell.notify_waiters();
    }

    /// Clears it. Whoever comes now waits for the next `set`.
    fn clear(&self) {
        let _ = self
            .times_set
            .fetch_update(SeqCst, SeqCst, |times| times.checked_sub(1));
    }

    /// Waits until it is set, and not at all if it is set already.
    async fn wait(&self) {
        let bell = self.bell.notified();
        if self.times_set.load(SeqCst) == 0 {
            bell.await;
        }
    }
}

#[cfg(test)]
mod tests;
