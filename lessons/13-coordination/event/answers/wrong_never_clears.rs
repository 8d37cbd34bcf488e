//! Wrong: can be set once, and never cleared.
//! Fails: makes_wait_after_clear

use tokio::sync::Semaphore;

/// A state to wait for. It begins unset, and may be set and cleared any number of
/// times.
#[derive(Debug)]
struct Event {
    is_set: Semaphore,
}

impl Default for Event {
    fn default() -> Event {
        Event {
            is_set: Semaphore::new(0),
        }
    }
}

impl Event {
    /// Sets it, if it is not set. All who wait go on at once, even if it is
    /// cleared before they have their turn.
    fn set(&self) {
        self.is_set.close();
    }

    /// Clears it. Whoever comes now waits for the next `set`.
    fn clear(&self) {
        // A semaphore that was closed cannot be opened again.
    }

    /// Waits until it is set, and not at all if it is set already.
    async fn wait(&self) {
        // There are no permits, so that only the end of the semaphore ends this.
        let _ = self.is_set.acquire().await;
    }
}

#[cfg(test)]
mod tests;
