//! Small programs that the tests of the recorder run, each in a process of its own: `recorder_programs NAME`.
//!
//! They are plain Tokio, as a lesson is. What a program is there for stands above it; what is expected of it stands in
//! the tests.

mod blocking;
mod by_hand;
mod cancelled;
mod catalog;
mod concurrent;
mod endings;
mod right;
mod stuck;
mod threads;
mod wakes;

use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let lists = [
        blocking::PROGRAMS,
        cancelled::PROGRAMS,
        catalog::PROGRAMS,
        concurrent::PROGRAMS,
        endings::PROGRAMS,
        right::PROGRAMS,
        stuck::PROGRAMS,
        threads::PROGRAMS,
        wakes::PROGRAMS,
    ];
    match lists
        .into_iter()
        .flatten()
        .find(|(known, _)| *known == name)
    {
        Some((_, program)) => program(),
        None => {
            eprintln!("no program `{name}`");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// A program and its name.
type Program = (&'static str, fn());

/// The list of a module's programs, each by its name.
macro_rules! programs {
    ($($name:ident),* $(,)?) => {
        pub const PROGRAMS: &[crate::Program] = &[$((stringify!($name), $name)),*];
    };
}
use programs;

/// Milliseconds.
fn ms(number: u64) -> Duration {
    Duration::from_millis(number)
}

/// Holds the thread for so much of a processor's time. What sleeps would hold it as well, but since version 6.12 Linux
/// counts a short sleep now and then as a wait for a processor, on a busy machine.
fn compute_for(length: Duration) {
    let begun = Instant::now();
    let computed = || computed().unwrap_or_else(|| begun.elapsed());
    let before = computed();
    while computed() - before < length {
        (0..1_000).for_each(|_| std::hint::spin_loop());
    }
}

/// How long this thread has computed in all. Nothing where the system does not tell.
fn computed() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = statistics.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
