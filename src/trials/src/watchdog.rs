//! A thread beside a trial, for a program that neither ends nor waits: it cannot be stopped from within its own thread.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often it looks.
const TICK: Duration = Duration::from_millis(100);
/// A run takes about a millisecond of a processor's time.
const LIMIT: Duration = Duration::from_secs(1);
/// The exit status of a test that panicked.
const STATUS: i32 = 101;

/// Watches until it is dropped.
pub struct Watchdog {
    run: Arc<AtomicU64>,
    /// Dropped to end the thread.
    go_on: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// A watchdog that ends the process when a run does not end. `say` makes the last words, from the run's number.
    pub fn start(say: impl Fn(u64) -> String + Send + 'static) -> Watchdog {
        let (go_on, end) = channel();
        let run = Arc::new(AtomicU64::new(u64::MAX));
        let current = run.clone();
        let clock = Clock::of_this_thread();
        let thread = std::thread::spawn(move || {
            let (mut before, mut since) = (u64::MAX, clock.spent());
            while end.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                let (run, spent) = (current.load(Relaxed), clock.spent());
                if run != before {
                    (before, since) = (run, spent);
                } else if spent.saturating_sub(since) > LIMIT {
                    // Not `eprintln!`: what a test prints is kept back until it ends.
                    let _ = std::io::stderr().write_all(say(run).as_bytes());
                    std::process::exit(STATUS);
                }
            }
        });
        Watchdog {
            run,
            go_on: Some(go_on),
            thread: Some(thread),
        }
    }

    /// The run of this number begins.
    pub fn begin(&self, run: u64) {
        self.run.store(run, Relaxed);
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.go_on = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The time for which a thread has had a processor: on a busy machine a run may take long, and have done little.
struct Clock {
    stat: Option<PathBuf>,
    start: Instant,
}

impl Clock {
    fn of_this_thread() -> Clock {
        let thread = std::fs::read_link("/proc/thread-self").ok();
        Clock {
            stat: thread.map(|thread| PathBuf::from("/proc").join(thread).join("schedstat")),
            start: Instant::now(),
        }
    }

    /// Where the system does not tell, the time on the wall.
    fn spent(&self) -> Duration {
        let stat = self.stat.as_ref();
        let text = stat.and_then(|stat| std::fs::read_to_string(stat).ok());
        let nanos = text.and_then(|text| text.split_whitespace().next()?.parse().ok());
        nanos.map_or_else(|| self.start.elapsed(), Duration::from_nanos)
    }
}
