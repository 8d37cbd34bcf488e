//! Records what the lessons print and how they run, and compares a new run with what was recorded.
//!
//! On the paused clock both are the same to the byte every time. A lesson that blocks its thread, or has real sockets,
//! is recorded on the real clock; then the trace is compared by the names of its findings.

use crate::catalog::{Exercise, Lesson, Workbook};
use crate::check::TestsFile;
use crate::error::{self, Error, Result};
use crate::guard::{Limits, Program};
use crate::run;
use observer::findings;
use observer::trace::Clock;
use similar::TextDiff;
use std::path::{Path, PathBuf};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);

/// What a run of a lesson leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// What it printed.
    pub output: String,
    /// Its trace, without the number of this run.
    pub trace: String,
}

/// A file whose recorded text is not what a new run gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// What it should hold now.
    pub text: String,
    /// The difference, as `diff -u` shows it.
    pub diff: String,
}

/// Runs a lesson as it is recorded. It must end with status 0.
pub fn record(workbook: &Workbook, lesson: &Lesson, executable: &Path) -> Result<Recording> {
    let clock = if lesson.clock == Clock::Virtual {
        Clock::Virtual
    } else {
        Clock::Real
    };
    let ended = Program::new(
        executable,
        &workbook.root,
        Limits::of_a_program(Some(LIMIT)),
    )?
    .clock(clock, lesson.threads)
    .run(&mut |_| {})?;
    if let Some(trouble) = ended.trouble() {
        return Err(Error(format!(
            "{} cannot be recorded: it {trouble}",
            lesson.name
        )));
    }
    let trace = ended
        .trace
        .replace(&format!(",\"nonce\":\"{}\"", ended.nonce), "");
    Ok(Recording {
        output: ended.output.text(),
        trace,
    })
}

/// Compares a new run of a lesson with what is recorded.
pub fn lesson(workbook: &Workbook, lesson: &Lesson, executable: &Path) -> Result<Vec<Change>> {
    let new = record(workbook, lesson, executable)?;
    if lesson.clock == Clock::Virtual && record(workbook, lesson, executable)? != new {
        return Err(Error(format!(
            "two runs of {} on the paused clock differ: what in it is left to chance?",
            lesson.name
        )));
    }
    let old = std::fs::read_to_string(lesson.trace()).unwrap_or_default();
    let is_alike = match lesson.clock {
        Clock::Virtual => old == new.trace,
        Clock::Hybrid | Clock::Real => {
            let names = |trace: &str| Some(finding_names(trace, lesson));
            !old.is_empty() && names(&old) == names(&new.trace)
        }
    };
    let trace = if is_alike {
        None
    } else {
        change(lesson.trace(), new.trace)
    };
    Ok(change(lesson.output(), new.output)
        .into_iter()
        .chain(trace)
        .collect())
}

/// What an exercise lacks: its copy as given, and the seal of its tests.
pub fn exercise(exercise: &Exercise) -> Result<Vec<Change>> {
    let given = exercise.answers().join("given.rs");
    // Only where there is none: later `exercise.rs` is the learner's.
    let given = if given.exists() {
        None
    } else {
        change(given, error::read(&exercise.answer.path)?)
    };
    let seal = change(
        exercise.answers().join("tests.seal"),
        TestsFile::read(exercise)?.seal(),
    );
    Ok(given.into_iter().chain(seal).collect())
}

fn finding_names(trace: &str, lesson: &Lesson) -> Vec<&'static str> {
    let view = run::view(trace, &[], &lesson.source);
    let mut names: Vec<_> = view
        .iter()
        .flat_map(findings::find)
        .map(|finding| finding.name)
        .collect();
    names.dedup();
    names
}

fn change(path: PathBuf, text: String) -> Option<Change> {
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    if old == text {
        return None;
    }
    let diff = diff(&old, &text, "recorded", "new");
    Some(Change { path, text, diff })
}

/// The difference of two texts, as `diff -u` shows it.
pub fn diff(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .header(old_name, new_name)
        .to_string()
}
