//! Wrong: lets one change more wait.
//! Fails: cuts_off_a_screen_that_falls_too_far_behind

use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc::{self, error::TrySendError};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// So many changes may wait for a screen, beside the one that it is showing.
const QUEUE: usize = 3;

/// Shows each change on every screen, in order, each screen as fast as it can.
///
/// At most `QUEUE` changes wait for a screen. If a further one comes, the screen
/// must be cut off at once: it is dropped, with all that waits for it, in the
/// middle of what it does. No other screen must wait for it, or miss a change. A
/// screen whose `show` fails is dropped too, and is not one that was cut off.
///
/// Returns how many were cut off, when no more changes come and every other
/// screen has shown all of them, and not before.
async fn show_all(mut changes: mpsc::Receiver<&'static str>, screens: Vec<Screen>) -> usize {
    let mut tasks = JoinSet::new();
    let queued = screens.into_iter().map(|screen| {
        let (queue, changes) = mpsc::channel(QUEUE + 1);
        (queue, tasks.spawn(show_in_turn(screen, changes)))
    });
    let mut queued: Vec<_> = queued.collect();

    let mut cut_off = 0;
    while let Some(change) = changes.recv().await {
        queued.retain(|(queue, task)| match queue.try_send(change) {
            Ok(()) => true,
            Err(TrySendError::Full(_)) => {
                // The task is in the middle of `show`, and would not look at its queue.
                task.abort();
                cut_off += 1;
                false
            }
            Err(TrySendError::Closed(_)) => false,
        });
    }

    // No more will come: each task ends when its queue is empty.
    drop(queued);
    while tasks.join_next().await.is_some() {}
    cut_off
}

/// Ends with the changes, or with the screen.
async fn show_in_turn(mut screen: Screen, mut changes: mpsc::Receiver<&'static str>) {
    while let Some(change) = changes.recv().await {
        if screen.show(change).await.is_err() {
            break;
        }
    }
}

/// Given: a screen at the other end of a connection. When it is dropped, the
/// connection is closed, and that is noted.
#[derive(Debug)]
struct Screen {
    name: &'static str,
    takes: Duration,
    /// How many changes it can show before it breaks.
    works_for: usize,
    start: Instant,
    notes: Notes,
}

/// Given: at which millisecond, on which screen, and what is seen.
type Notes = Arc<Mutex<Vec<(u128, &'static str, &'static str)>>>;

impl Screen {
    /// Given: shows a change, which takes its time.
    #[instrument(skip(self), fields(name = self.name))]
    async fn show(&mut self, change: &'static str) -> io::Result<()> {
        if self.works_for == 0 {
            return Err(ErrorKind::BrokenPipe.into());
        }
        self.works_for -= 1;
        sleep(self.takes).await;
        self.note(change);
        Ok(())
    }

    fn note(&self, what: &'static str) {
        let ms = self.start.elapsed().as_millis();
        self.notes.lock().unwrap().push((ms, self.name, what));
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.note("off");
    }
}

#[cfg(test)]
mod tests;
