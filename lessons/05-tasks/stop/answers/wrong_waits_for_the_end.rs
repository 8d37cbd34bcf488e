//! Wrong: awaits the handle, and asks nobody to stop.
//! Fails: does_not_wait_for_the_film

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tracing::instrument;

/// Stops `recording` at once, and returns only when its camera is off. Returns
/// the film if the recording had ended before, and otherwise `None`. If the
/// recording panicked, the panic must not be hidden: it goes on in the caller.
async fn stop(recording: JoinHandle<String>) -> Option<String> {
    recording.await.ok()
}

/// Given: a camera is on until it is dropped. Its light can be seen from outside.
struct Camera {
    light: Arc<AtomicBool>,
}

impl Camera {
    fn new(light: &Arc<AtomicBool>) -> Camera {
        light.store(true, Relaxed);
        Camera {
            light: Arc::clone(light),
        }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.light.store(false, Relaxed);
    }
}

/// Given: records so many seconds, more than an hour does not fit on a film.
#[instrument(skip(_camera))]
async fn record(seconds: u64, _camera: Camera) -> String {
    sleep(Duration::from_secs(seconds)).await;
    assert!(seconds <= 3600, "the film is full");
    format!("film of {seconds} s")
}

#[cfg(test)]
mod tests;
