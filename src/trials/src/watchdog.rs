//! A thread beside a trial, for a program that neither ends nor waits: it cannot be stopped from within its own thread.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// A run takes about a millisecond. The runner gives a whole test 10 s, and would not know which run it was.
const LIMIT: Duration = Duration::from_secs(4);
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
        let thread = std::thread::spawn(move || {
            let mut before = u64::MAX;
            while end.recv_timeout(LIMIT) == Err(RecvTimeoutError::Timeout) {
                let run = current.load(Relaxed);
                if run == before {
                    // Not `eprintln!`: what a test prints is kept back until it ends.
                    let _ = std::io::stderr().write_all(say(run).as_bytes());
                    std::process::exit(STATUS);
                }
                before = run;
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
