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
fn ms(number: u64) -> std::time::Duration {
    std::time::Duration::from_millis(number)
}
