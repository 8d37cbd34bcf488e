//! Wrong: asks again and again, and lets nobody wake it.
//! Finding: livelock

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

/// A state to wait for. It begins unset, and may be set and cleared any number of
/// times.
#[derive(Debug, Default)]
struct Event {
    is_set: AtomicBool,
}

impl Event {
    /// Sets it, if it is not set. All who wait go on at once, even if it is
    /// cleared before they have their turn.
    fn set(&self) {
        self.is_set.store(true, SeqCst);
    }

    /// Clears it. Whoever comes now waits for the next `set`.
    fn clear(&self) {
        self.is_set.store(false, SeqCst);
    }

    /// Waits until it is set, and not at all if it is set already.
    async fn wait(&self) {
        while !self.is_set.load(SeqCst) {
            tokio::task::yield_now().await;
        }
    }
}

#[cfg(test)]
mod tests;
