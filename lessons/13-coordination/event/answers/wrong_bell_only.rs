//! Wrong: keeps no flag, so that whoever comes after the bell has rung never goes on.
//! Finding: deadlock

use tokio::sync::Notify;

/// A state to wait for. It begins unset, and may be set and cleared any number of
/// times.
#[derive(Debug, Default)]
struct Event {
    bell: Notify,
}

impl Event {
    /// Sets it, if it is not set. All who wait go on at once, even if it is
    /// cleared before they have their turn.
    fn set(&self) {
        self.bell.notify_waiters();
    }

    /// Clears it. Whoever comes now waits for the next `set`.
    fn clear(&self) {
        // Nothing stays, so that there is nothing to take back.
    }

    /// Waits until it is set, and not at all if it is set already.
    async fn wait(&self) {
        self.bell.notified().await;
    }
}

#[cfg(test)]
mod tests;
