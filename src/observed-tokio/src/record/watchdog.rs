//! A thread beside the run: it empties the recorder's buffer, so that a program that hangs or is killed leaves its
//! trace, and it notices a run that will not end.
//!
//! On the paused clock a runtime with nothing to do jumps to the next timer. If it stays parked there is no timer;
//! if besides no closure runs on the blocking pool and the program has no thread of its own, nothing can wake it: a
//! deadlock. If it is not parked, and yet its clock stands still, poll after poll, while a second of the processor's
//! time passes, it is a livelock; right programs do not poll for so long at one instant. If one poll goes on and on, it
//! computes without an end, or the thread is blocked for good. It is processor time that counts, which a busy machine
//! does not stretch.

use super::{Recorder, hybrid, polls};
use observer::trace::Clock;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{
    AtomicU64, AtomicUsize,
    Ordering::{Relaxed, SeqCst},
};
use std::time::{Duration, Instant};

const TICK: Duration = Duration::from_millis(25);
/// How long the runtime must have been parked with nobody beside it, without a break, to be called deadlocked.
const STILL: Duration = Duration::from_millis(200);
/// A livelock: so much of the processor's time at one instant, in so many turns.
const LONGEST_INSTANT: Duration = Duration::from_secs(1);
const MANY_TURNS: u64 = 100;
/// One poll that computes for so long, or sleeps for so long, on a clock that stands still, is not waited for.
const LONGEST_POLL: Duration = Duration::from_secs(2);
/// The exit status of a program that was ended because it cannot end by itself: the one of a panic.
const STATUS: i32 = 101;

/// What the runtime's threads tell of themselves.
#[derive(Debug)]
pub struct Watch {
    started: Instant,
    /// Microseconds after `started` plus one at which the runtime was parked; 0 while it runs.
    parked: AtomicU64,
    /// What Linux tells of the thread that runs the program.
    thread: OnceLock<PathBuf>,
    /// How often the runtime has polled something.
    turns: AtomicU64,
    pool_threads: AtomicUsize,
    threads_before: usize,
}

impl Watch {
    pub fn new() -> Watch {
        Watch {
            started: Instant::now(),
            parked: AtomicU64::new(0),
            thread: OnceLock::new(),
            turns: AtomicU64::new(0),
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

    /// The root future runs on this thread.
    pub fn runs_here(&self) {
        self.thread
            .get_or_init(|| fs::canonicalize("/proc/thread-self").unwrap_or_default());
    }

    /// The runtime polls something.
    pub fn turn(&self) {
        self.turns.fetch_add(1, Relaxed);
    }

    /// How long the thread that runs the program has computed in all. Nothing where the system does not tell.
    fn computed(&self) -> Option<Duration> {
        let text = fs::read_to_string(self.thread.get()?.join("schedstat")).ok()?;
        let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
        Some(Duration::from_nanos(nanoseconds))
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
        polls::end_is_told();
        hybrid::before_park(self);
        let watch = &self.0.watch;
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
        let mut stillness: Option<Stillness> = None;
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
                recorder.state().deadlock();
                end("deadlock: no task can run, and no timer is left that could wake one");
            }
            stillness = recorder.stillness(stillness);
            if let Some(why) = stillness
                .as_ref()
                .and_then(|still| recorder.is_endless(still))
            {
                end(why);
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

/// Since when the program's clock stands still while its thread is not parked.
struct Stillness {
    t: u64,
    turns: u64,
    computed: Duration,
    /// Since when it is one and the same poll, and what had been computed then.
    poll: (Instant, u64, Duration),
}

impl Recorder {
    /// The stillness that goes on, or a new one, or none where time passes.
    fn stillness(&self, before: Option<Stillness>) -> Option<Stillness> {
        let watch = &self.0.watch;
        let (alone, t) = {
            let state = self.state();
            (state.is_alone(), state.last())
        };
        if !alone || watch.parked.load(SeqCst) != 0 || watch.has_other_threads() {
            return None;
        }
        let (now, turns, computed) = (Instant::now(), watch.turns.load(Relaxed), watch.computed()?);
        let mut still = before.filter(|still| still.t == t).unwrap_or(Stillness {
            t,
            turns,
            computed,
            poll: (now, turns, computed),
        });
        if still.poll.1 != turns {
            still.poll = (now, turns, computed);
        }
        Some(still)
    }

    /// Writes that the run will not end, if that is so, and says why.
    fn is_endless(&self, still: &Stillness) -> Option<&'static str> {
        let watch = &self.0.watch;
        let (now, turns) = (watch.computed()?, watch.turns.load(Relaxed));
        let computed = now.saturating_sub(still.computed);
        let (poll_since, _, poll_computed) = still.poll;
        if computed > LONGEST_INSTANT && turns > still.turns + MANY_TURNS {
            self.state().still(computed.as_millis() as u32, false);
            return Some("livelock: tasks run and run, and the clock stands still");
        }
        let in_poll = now.saturating_sub(poll_computed);
        let is_blocked = in_poll < LONGEST_POLL / 4 && poll_since.elapsed() > LONGEST_POLL;
        // On the hybrid clock time does pass in a poll: it is added when the poll is over.
        if self.0.clock == Clock::Virtual
            && (in_poll > LONGEST_POLL || (is_blocked && watch.is_asleep()))
        {
            self.state().still(in_poll.as_millis() as u32, true);
            return Some("blocked: a poll does not end, and nothing else can run");
        }
        None
    }
}

fn end(why: &str) -> ! {
    eprintln!("{why}");
    std::process::exit(STATUS);
}

/// The threads of this process. Where the system does not tell, never one more than before.
fn threads() -> usize {
    fs::read_dir("/proc/self/task").map_or(0, |tasks| tasks.count())
}
