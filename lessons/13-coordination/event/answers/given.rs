//! Make an event: `set` lets all who wait go on, and whoever comes after it, until `clear`.
//!
//!     cargo run -q -- check coordination/event

/// A state to wait for. It begins unset, and may be set and cleared any number of
/// times.
#[derive(Debug, Default)]
struct Event {
    // What must it know, and what can it ring?
}

impl Event {
    /// Sets it, if it is not set. All who wait go on at once, even if it is
    /// cleared before they have their turn.
    fn set(&self) {
        todo!("let all who wait for {self:?} go on")
    }

    /// Clears it. Whoever comes now waits for the next `set`.
    fn clear(&self) {
        todo!("let whoever comes to {self:?} wait")
    }

    /// Waits until it is set, and not at all if it is set already.
    async fn wait(&self) {
        todo!("wait until {self:?} is set")
    }
}

#[cfg(test)]
mod tests;
