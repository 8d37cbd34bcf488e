//! What is said of a program that a trial has broken.

use crate::run::Failure;
use std::fmt::Write;

/// The runner reads these lines of the standard error.
const MARK: &str = "trials: ";

/// What was found: the first line is `NAME: sentence`, the others are what the program said, and how to see it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report(String);

impl Report {
    /// `finding` is what a broken assertion means; `run` the number of the run, and `what` what was special about it.
    pub fn new(finding: &str, run: u64, what: &str, failure: &Failure) -> Report {
        let (name, broke, said) = match failure {
            Failure::Panicked(said) => (finding, "fails", said.as_str()),
            Failure::Deadlocked => ("deadlock", "waits for ever", ""),
            Failure::Endless => ("livelock", "does not end", ""),
        };
        let mut text = match run {
            0 => format!("{name}: it {broke} {what}\n"),
            _ => format!("{name}: passes by luck: it {broke} {what}\n"),
        };
        let said = said.trim_start_matches("assertion `left == right` failed: ");
        if !said.is_empty() {
            let _ = writeln!(text, "{said}");
        }
        let _ = write!(text, "again: {}", again(run));
        Report(text)
    }

    /// For a person.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// For the runner.
    pub fn marked(&self) -> String {
        self.0
            .lines()
            .map(|line| format!("{MARK}{line}\n"))
            .collect()
    }
}

/// The command that runs this test again, with this run only.
fn again(run: u64) -> String {
    let program = std::env::current_exe().unwrap_or_default();
    let stem = program.file_stem().unwrap_or_default().to_string_lossy();
    // cargo puts a hash behind the target's name.
    let target = stem.rsplit_once('-').map_or(&*stem, |(name, _)| name);
    let thread = std::thread::current();
    // A test that runs alone may run on the main thread.
    let test = thread.name().filter(|name| *name != "main");
    format!(
        "TRIALS_SEED={run} cargo test --test {target} {}",
        test.unwrap_or_default()
    )
}
