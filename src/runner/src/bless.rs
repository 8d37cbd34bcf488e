//! Records what the lessons print and how they run, and compares a new run with what was recorded.
//!
//! On the paused clock both are the same to the byte every time. A lesson that blocks its thread, or has real sockets,
//! is recorded on the real clock; then the trace is compared by the names of its findings.

use crate::catalog::{Exercise, Lesson, Workbook};
use crate::check::TestsFile;
use crate::error::{self, Error, Result};
use crate::guard::{Ended, Limits, Program};
use crate::run;
use crate::twin::Python;
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
    recording(&ended).map_err(|why| Error(format!("{} cannot be recorded: it {why}", lesson.name)))
}

/// Runs a lesson's twin as it is recorded: on the virtual clock where the lesson has one. It must end with status 0.
pub fn record_twin(workbook: &Workbook, lesson: &Lesson, python: &Python) -> Result<Recording> {
    let fast = run::Options {
        fast: true,
        ..run::Options::default()
    };
    let ended = python.run(workbook, lesson, &fast, &mut |_| {})?.ended;
    recording(&ended).map_err(|why| {
        let (twin, errors) = (lesson.twin(), ended.errors.lines().last());
        let why = errors.map_or(why, str::to_string);
        Error(format!("{} fails: {why}", workbook.shown(&twin).display()))
    })
}

fn recording(ended: &Ended) -> std::result::Result<Recording, String> {
    if let Some(trouble) = ended.trouble() {
        return Err(trouble);
    }
    let nonce = format!(",\"nonce\":\"{}\"", ended.nonce);
    Ok(Recording {
        output: ended.output.text(),
        trace: ended.trace.replace(&nonce, ""),
    })
}

/// Compares a new run of a lesson with what is recorded.
pub fn lesson(workbook: &Workbook, lesson: &Lesson, executable: &Path) -> Result<Vec<Change>> {
    let new = record(workbook, lesson, executable)?;
    let read = |path: PathBuf| std::fs::read_to_string(path).unwrap_or_default();
    let old = Recording {
        output: read(lesson.output()),
        trace: read(lesson.trace()),
    };
    // What was recorded is one run, and this is the other.
    if lesson.clock == Clock::Virtual && new != old && record(workbook, lesson, executable)? != new
    {
        return Err(Error(format!(
            "two runs of {} on the paused clock differ: what in it is left to chance?",
            lesson.name
        )));
    }
    let is_alike = match lesson.clock {
        Clock::Virtual => old.trace == new.trace,
        Clock::Hybrid | Clock::Real => {
            have_the_same_findings(&old.trace, &new.trace, &lesson.source)
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

/// Compares a new run of a lesson's twin with what is recorded, which another version of Python may have been.
/// What it prints must be what the lesson prints.
pub fn twin(workbook: &Workbook, lesson: &Lesson, python: &Python) -> Result<Vec<Change>> {
    let new = record_twin(workbook, lesson, python)?;
    let old = std::fs::read_to_string(lesson.twin_trace()).unwrap_or_default();
    // The first line names the version.
    let is_the_old_one = old.lines().skip(1).eq(new.trace.lines().skip(1));
    if lesson.clock == Clock::Virtual
        && !is_the_old_one
        && record_twin(workbook, lesson, python)? != new
    {
        return Err(Error(format!(
            "two runs of {} on the virtual clock differ: what in it is left to chance?",
            workbook.shown(&lesson.twin()).display()
        )));
    }
    let output = error::read(&lesson.output())?;
    if output != new.output {
        return Err(Error(format!(
            "{} prints something else than its twin:\n{}",
            lesson.name,
            diff(&output, &new.output, "lesson", "twin")
        )));
    }
    let is_alike = match lesson.clock {
        Clock::Virtual => is_the_old_one,
        Clock::Hybrid | Clock::Real => have_the_same_findings(&old, &new.trace, &lesson.twin()),
    };
    let change = if is_alike {
        None
    } else {
        change(lesson.twin_trace(), new.trace)
    };
    Ok(change.into_iter().collect())
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

fn have_the_same_findings(old: &str, new: &str, source: &Path) -> bool {
    !old.is_empty() && finding_names(old, source) == finding_names(new, source)
}

fn finding_names(trace: &str, source: &Path) -> Vec<&'static str> {
    let view = run::view(trace, &[], source);
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
    // Of a new file there is nothing to compare with: it is read as a picture, by running the lesson.
    let diff = match old.is_empty() {
        true => format!("new, {} lines\n", text.lines().count()),
        false => diff(&old, &text, "recorded", "new"),
    };
    Some(Change { path, text, diff })
}

/// The difference of two texts, as `diff -u` shows it.
pub fn diff(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .header(old_name, new_name)
        .to_string()
}
