//! A thread beside a trial, for a program that neither ends nor waits: it cannot be stopped from within its own thread.

use std::io::Write;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// A run takes well under a millisecond. The runner gives a test 10 s, and would not know which run it was.
const LIMIT: Duration = Duration::from_secs(5);
/// The exit status of a test that panicked.
const STATUS: i32 = 101;

/// Watches until it is dropped.
pub struct Watchdog {
    runs: Option<Sender<u64>>,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// A watchdog that ends the process when a run does not end. `say` makes the last words, from the run's number.
    pub fn start(say: impl Fn(u64) -> String + Send + 'static) -> Watchdog {
        let (runs, next) = channel();
        let thread = std::thread::spawn(move || {
            let mut run = 0;
            loop {
                match next.recv_timeout(LIMIT) {
                    Ok(number) => run = number,
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {
                        // Not `eprintln!`: what a test prints is kept back until it ends.
                        let _ = std::io::stderr().write_all(say(run).as_bytes());
                        std::process::exit(STATUS);
                    }
                }
            }
        });
        Watchdog {
            runs: Some(runs),
            thread: Some(thread),
        }
    }

    /// The run of this number begins.
    pub fn begin(&self, run: u64) {
        if let Some(runs) = &self.runs {
            let _ = runs.send(run);
        }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.runs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
