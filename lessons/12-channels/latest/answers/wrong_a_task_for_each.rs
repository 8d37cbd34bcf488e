//! Wrong: moves the valve with several hands.
//! Fails: sees_a_wish_that_came_while_the_valve_moved

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;
use tracing::instrument;

/// Sets the heating to the wish that holds when it begins, and then to the latest
/// one whenever that has changed, until the sender has gone. One at a time, and
/// each to its end. A wish that has been replaced may be skipped. The last one
/// never is, also if it came while the valve was moving, or just before the
/// sender went. No wish is set twice.
async fn follow(mut wish: watch::Receiver<u32>, heating: Heating) {
    let mut tasks = Vec::new();
    loop {
        let (degrees, heating) = (*wish.borrow_and_update(), heating.clone());
        tasks.push(tokio::spawn(async move { heating.set(degrees).await }));
        if wish.changed().await.is_err() {
            break;
        }
    }
    for task in tasks {
        let _ = task.await;
    }
}

/// Given: a heating, and the degrees that it was set to. Clones are the same
/// heating.
#[derive(Clone, Debug, Default)]
struct Heating {
    is_moving: Arc<AtomicBool>,
    was_set_to: Arc<Mutex<Vec<u32>>>,
}

impl Heating {
    /// Given: moves the valve, which takes a second. It jams if two move it, or
    /// if one lets go of it on the way.
    #[instrument(skip(self))]
    async fn set(&self, degrees: u32) {
        assert!(!self.is_moving.swap(true, Relaxed), "the valve is jammed");
        sleep(Duration::from_secs(1)).await;
        self.is_moving.store(false, Relaxed);
        self.was_set_to.lock().unwrap().push(degrees);
    }
}

#[cfg(test)]
mod tests;
