//! A thread beside the run: it empties the recorder's buffer, so that a program that hangs or is killed leaves its
//! trace, and it notices a deadlock.
//!
//! On the paused clock a runtime with nothing to do jumps to the next timer. If it stays parked there is no timer;
//! if besides no closure runs on the blocking pool and the program has no thread of its own, nothing can wake it.

use super::{Recorder, hybrid, layer};
use observer::trace::Record;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

const TICK: Duration = Duration::from_millis(25);
/// How long the runtime must have been parked with nobody beside it, without a break, to be called deadlocked.
const STILL: Duration = Duration::from_millis(200);
/// The exit status of a program that was ended because of a deadlock: the one of a panic.
const STATUS: i32 = 101;

/// What the runtime's threads tell of themselves.
#[derive(Debug)]
pub struct Watch {
    started: Instant,
    /// Microseconds after `started` plus one at which the runtime was parked; 0 while it runs.
    parked: AtomicU64,
    /// What Linux tells of the thread that was parked first: the one that runs the program.
    thread: OnceLock<PathBuf>,
    pool_threads: AtomicUsize,
    threads_before: usize,
}

impl Watch {
    pub fn new() -> Watch {
        Watch {
            started: Instant::now(),
            parked: AtomicU64::new(0),
            thread: OnceLock::new(),
            pool_threads: AtomicUsize::new(0),
            threads_before: threads(),
        }
    }

    pub fn thread_started(&self) {
        self.pool_threads.fetch_add(1, SeqCst);
    }

    pub fn thread_stopped(&self) {
        self.pool_threads.fetch_sub(1, SeqCst);
    }

    /// For how long the runtime has been parked. Ends the park.
    pub fn take_parked(&self) -> Duration {
        self.since(self.parked.swap(0, SeqCst))
    }

    /// For how long the runtime has been parked.
    pub fn parked_for(&self) -> Duration {
        self.since(self.parked.load(SeqCst))
    }

    fn since(&self, parked: u64) -> Duration {
        match parked {
            0 => Duration::ZERO,
            parked => Duration::from_micros(self.now().saturating_sub(parked)),
        }
    }

    fn now(&self) -> u64 {
        self.started.elapsed().as_micros() as u64 + 1
    }

    /// Whether the thread that is parked sleeps. One that was woken a moment ago may still wait for a processor.
    fn is_asleep(&self) -> bool {
        let status = self
            .thread
            .get()
            .and_then(|thread| fs::read_to_string(thread.join("stat")).ok());
        // `4711 (name of the program) S …`; other systems do not tell.
        status.is_none_or(|status| {
            status
                .rsplit(") ")
                .next()
                .is_some_and(|rest| rest.starts_with('S'))
        })
    }

    /// Without `tokio_unstable` it is not told whether the pool's threads work, or wait for work for ten seconds.
    fn pool_may_work(&self) -> bool {
        cfg!(not(tokio_unstable)) && self.pool_threads.load(SeqCst) > 0
    }

    /// Whether the program has threads that are neither the runtime's nor this one.
    fn has_other_threads(&self) -> bool {
        threads() > self.threads_before + self.pool_threads.load(SeqCst) + 1
    }
}

impl Recorder {
    /// The runtime's thread has nothing to do.
    pub(super) fn parked(&self) {
        layer::end_is_told();
        hybrid::before_park(self);
        let watch = &self.0.watch;
        watch
            .thread
            .get_or_init(|| fs::canonicalize("/proc/thread-self").unwrap_or_default());
        watch.parked.store(watch.now(), SeqCst);
    }

    /// The runtime's thread goes on.
    pub(super) fn unparked(&self) {
        hybrid::after_park(self);
    }
}

pub fn start(recorder: &Recorder) {
    let shared = Arc::downgrade(&recorder.0);
    std::thread::spawn(move || {
        let mut alone = None;
        loop {
            std::thread::sleep(TICK);
            let Some(recorder) = shared.upgrade().map(Recorder) else {
                return;
            };
            // From when on it has been alone: who answers may be gone before the answer is heard.
            alone = recorder
                .is_alone()
                .then(|| alone.unwrap_or_else(Instant::now));
            if alone.is_some_and(|since| since.elapsed() > STILL) {
                end_deadlocked(&recorder);
            }
        }
    });
}

impl Recorder {
    /// Whether the runtime is parked, and nobody is left who could wake it.
    fn is_alone(&self) -> bool {
        let watch = &self.0.watch;
        watch.parked_for() > TICK
            && self.state().is_alone()
            && !watch.pool_may_work()
            && !watch.has_other_threads()
            && watch.is_asleep()
    }
}

fn end_deadlocked(recorder: &Recorder) {
    let mut state = recorder.state();
    let t = state.now();
    state.write(Record::Deadlock { t });
    state.flush();
    eprintln!("deadlock: no task can run, and no timer is left that could wake one");
    std::process::exit(STATUS);
}

/// The threads of this process. Where the system does not tell, never one more than before.
fn threads() -> usize {
    fs::read_dir("/proc/self/task").map_or(0, |tasks| tasks.count())
}
