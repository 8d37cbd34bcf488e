//! Wrong: looks again when the value has changed, and by then it may be cleared.
//! Fails: forgets_nobody_when_it_is_cleared_at_once

use tokio::sync::watch;

/// A state to wait for. It begins unset, and may be set and cleared any number of
/// times.
#[derive(Debug, Default)]
struct Event {
    is_set: watch::Sender<bool>,
}

impl Event {
    /// Sets it, if it is not set. All who wait go on at once, even if it is
    /// cleared before they have their turn.
    fn set(&self) {
        self.is_set.send_replace(true);
    }

    /// Clears it. Whoever comes now waits for the next `set`.
    fn clear(&self) {
        self.is_set.send_replace(false);
    }

    /// Waits until it is set, and not at all if it is set already.
    async fn wait(&self) {
        let mut is_set = self.is_set.subscribe();
        is_set
            .wait_for(|is_set| *is_set)
            .await
            .expect("the event lives as long as whoever waits for it");
    }
}

#[cfg(test)]
mod tests;
