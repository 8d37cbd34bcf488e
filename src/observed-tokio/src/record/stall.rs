//! For how long a poll held its thread, in real time.
//!
//! On a busy machine a thread also waits for a processor. Linux tells for how long, so that this wait can be
//! taken off: an innocent poll on a loaded machine must not look like one that blocks.
//!
//! Since version 6.12 Linux leaves a thread that goes to sleep in its queue for a while, and may count that as such a
//! wait: on a loaded machine a call that sleeps for 100 ms or less is told too short now and then, or not at all. What
//! computes is told right.

use observer::trace::{BUSY_STEP, LEAST_BUSY};
use std::cell::{Cell, OnceCell, RefCell};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

const THRESHOLD: Duration = Duration::from_millis(LEAST_BUSY as u64);
/// What Linux told is good for so long. To ask costs as much as to record a poll, so not each of them asks.
const GOOD_FOR: Duration = Duration::from_millis(1);
const MOST_LOOKS: u32 = 8;

thread_local! {
    /// What Linux told of this thread last.
    static LATEST: Cell<Option<Reading>> = const { Cell::new(None) };
    /// Where Linux tells it. Other systems have no such file; there the real time stands for itself.
    static STATISTICS: OnceCell<Option<RefCell<File>>> = const { OnceCell::new() };
}

/// When a poll began.
#[derive(Clone, Copy)]
pub struct Start {
    at: Instant,
    before: Reading,
}

/// For how long a thread had waited for a processor in all its life, and when that was.
#[derive(Clone, Copy)]
struct Reading {
    at: Instant,
    waited: Duration,
}

impl Start {
    /// A poll begins now, on this thread.
    pub fn now() -> Start {
        let at = Instant::now();
        match LATEST.get().filter(|latest| latest.is_good_at(at)) {
            Some(before) => Start { at, before },
            None => {
                let before = Reading::now();
                Start {
                    at: before.at,
                    before,
                }
            }
        }
    }

    /// The real time from then until now.
    pub fn elapsed(&self) -> Duration {
        self.at.elapsed()
    }

    /// For how long the poll has held the thread until now: milliseconds rounded down to [`BUSY_STEP`], or 0 under
    /// [`LEAST_BUSY`].
    pub fn busy_ms(&self) -> u32 {
        if self.elapsed() < THRESHOLD {
            return 0;
        }
        let held = self.held(Reading::now());
        if held < THRESHOLD {
            0
        } else {
            held.as_millis() as u32 / BUSY_STEP * BUSY_STEP
        }
    }

    /// Less what the thread waited for a processor, which only counts from the reading before the poll.
    fn held(&self, end: Reading) -> Duration {
        let waited = end.waited.saturating_sub(self.before.waited);
        (end.at - self.at).saturating_sub(waited)
    }
}

impl Reading {
    fn now() -> Reading {
        let reading = Reading::undisturbed(|| Reading {
            at: Instant::now(),
            waited: waited_for_a_processor(),
        });
        LATEST.set(Some(reading));
        reading
    }

    /// Looks again if the thread was put aside between the clock and what Linux told: the two would not belong
    /// together. It is often just there, at the end of a system call.
    fn undisturbed(mut look: impl FnMut() -> Reading) -> Reading {
        let mut reading = look();
        for _ in 0..MOST_LOOKS {
            if reading.at.elapsed() < GOOD_FOR {
                break;
            }
            reading = look();
        }
        reading
    }

    /// A wait after the reading and before the poll would be taken off the poll.
    fn is_good_at(&self, beginning: Instant) -> bool {
        beginning.saturating_duration_since(self.at) < GOOD_FOR
    }
}

/// How long this thread has waited for a processor in all its life.
fn waited_for_a_processor() -> Duration {
    STATISTICS.with(|file| {
        let file = file.get_or_init(|| {
            File::open("/proc/thread-self/schedstat")
                .ok()
                .map(RefCell::new)
        });
        let nanoseconds = file
            .as_ref()
            .and_then(|file| second_number(&mut file.borrow_mut()));
        Duration::from_nanos(nanoseconds.unwrap_or(0))
    })
}

/// The file is opened once, and read again from its beginning.
fn second_number(file: &mut File) -> Option<u64> {
    let mut text = [0; 96];
    file.seek(SeekFrom::Start(0)).ok()?;
    let length = file.read(&mut text).ok()?;
    std::str::from_utf8(&text[..length])
        .ok()?
        .split_whitespace()
        .nth(1)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn what_a_thread_waited_before_a_poll_is_not_taken_off_it() {
        let told = |at| Reading { at, waited: 7 * MS };
        let is_asked_anew = |latest: Reading| {
            LATEST.set(Some(latest));
            Start::now().before.at != latest.at
        };
        assert!(is_asked_anew(told(Instant::now() - MS)));
        // It is told for a later time, so that no pause of the machine makes it old.
        assert!(!is_asked_anew(told(Instant::now() + 3_600_000 * MS)));
    }

    #[test]
    fn a_look_that_was_disturbed_is_not_taken() {
        // The second is of a later time, so that nothing disturbs it.
        let now = Instant::now();
        let mut looks = [(now - MS, 1), (now + 3_600_000 * MS, 2), (now, 3)].into_iter();
        let reading = Reading::undisturbed(|| {
            let (at, waited) = looks.next().unwrap();
            let waited = waited * MS;
            Reading { at, waited }
        });
        assert_eq!(reading.waited, 2 * MS);
    }

    #[test]
    fn what_a_thread_waited_in_a_poll_is_taken_off_it() {
        let at = Instant::now();
        let before = Reading { at, waited: 7 * MS };
        let end = Reading {
            at: at + 90 * MS,
            waited: 27 * MS,
        };
        assert_eq!(Start { at, before }.held(end), 70 * MS);
    }
}
