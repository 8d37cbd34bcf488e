//! Checks answers. cargo builds all that are asked for in one call; then each test runs in a process of its own, and
//! what happened in it is read from its trace.
//!
//! **Invariant:** an answer passes only if every test that `tests.rs` names ended with status 0 *and* its runtime
//! wrote the end record with this run's number, the tests are the ones that were shipped, and no finding that the
//! exercise counts was made. A program that ends early, prints `test result: ok`, or has lost its tests, does not pass.

mod answer_file;
mod programs;
mod test_run;
mod tests_file;
mod times;
mod trial;
mod verdict;

pub use tests_file::TestsFile;
pub use times::check_times;
pub use verdict::{Ended, Found, Rejection, TestResult, Verdict, rejection, what_happened};

use crate::cargo::{self, Build, Kind, Step, Targets};
use crate::catalog::{Answer, Exercise, Reason, Workbook};
use crate::error::Result;
use crate::guard::Stop;
use crate::parallel;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// An answer to check, and the exercise that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// The answer.
    pub answer: &'a Answer,
    /// How many of its tests are run.
    pub extent: Extent,
}

/// How many of an answer's tests are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All.
    All,
    /// Those that it takes to reject the answer for the reason that it states, or for any if it states none.
    Rejection,
}

impl Task<'_> {
    /// What is wrong with the answer's file, in one line.
    fn fault(&self, workbook: &Workbook) -> Option<String> {
        answer_file::fault(workbook, &self.exercise.id, &self.answer.path)
    }
}

/// What is told while a check goes on.
#[derive(Debug, Clone, Copy)]
pub enum Progress<'a> {
    /// This crate was compiled.
    Compiled(&'a str),
    /// Another cargo has the lock.
    Waiting,
    /// So many of so many answers have been checked.
    Checked(usize, usize),
}

impl<'a> From<Step<'a>> for Progress<'a> {
    fn from(step: Step<'a>) -> Progress<'a> {
        match step {
            Step::Compiled(name) => Progress::Compiled(name),
            Step::Waiting => Progress::Waiting,
        }
    }
}

/// Who has more errors mends the first ones first.
const MOST_ERRORS: usize = 10;

/// A test may take this long, unless `WORKBOOK_LIMIT_MS` says otherwise.
pub const LIMIT: Duration = Duration::from_secs(10);

/// What is said if the tests were not compiled with the answer.
const NO_TESTS: &str = "the test is not in the program: `mod tests;`, below `#[cfg(test)]`, is the last line of the file";

/// Checks answers. The verdicts come in the order of the tasks.
pub fn check(
    workbook: &Workbook,
    tasks: &[Task<'_>],
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Vec<Verdict>> {
    check_until(workbook, tasks, progress, &Stop::default())
}

/// Checks answers, until there is a wish to stop: then no process is left, and there is no verdict but an error.
pub fn check_until(
    workbook: &Workbook,
    tasks: &[Task<'_>],
    progress: &(dyn Fn(Progress<'_>) + Sync),
    stop: &Stop,
) -> Result<Vec<Verdict>> {
    let sound: Vec<_> = tasks
        .iter()
        .filter(|task| task.fault(workbook).is_none())
        .map(|task| (task.exercise.chapter(), task.answer.target.as_str()))
        .collect();
    let tell = |step: Step<'_>| progress(step.into());
    let build = if sound.is_empty() {
        Build::default()
    } else {
        cargo::build(&workbook.root, &Targets::of(Kind::Test, sound), &tell, stop)?
    };
    judge_all(workbook, tasks, &build, progress, stop)
}

/// Runs the tests of answers that were built, several at a time. The verdicts come in the order of the tasks.
pub(crate) fn judge_all(
    workbook: &Workbook,
    tasks: &[Task<'_>],
    build: &Build,
    progress: &(dyn Fn(Progress<'_>) + Sync),
    stop: &Stop,
) -> Result<Vec<Verdict>> {
    // What has a real socket mostly waits, a wrong answer for seconds: with a worker for each core they would be idle.
    // Where an answer may be right, fewer: on a busy machine an innocent one is held up, and would be said to block.
    let may_be_right = |task: &Task<'_>| task.extent == Extent::All;
    let for_each_core = if tasks.iter().any(may_be_right) { 2 } else { 8 };
    let workers = parallel::cores() * for_each_core;
    // Who waits for one answer waits for its tests side by side; with no more of them than cores, so that one that
    // never ends is seen to use all of its core.
    let abreast = (parallel::cores() / tasks.len().max(1)).max(1);
    let checked = Mutex::new(0);
    let verdicts = parallel::map(tasks, workers, |task| {
        let verdict = judge(workbook, *task, build, abreast, stop);
        let mut checked = checked.lock().unwrap_or_else(PoisonError::into_inner);
        *checked += 1;
        progress(Progress::Checked(*checked, tasks.len()));
        verdict
    });
    verdicts.into_iter().collect()
}

/// Runs the tests of one answer, so many of them `abreast`.
fn judge(
    workbook: &Workbook,
    task: Task<'_>,
    build: &Build,
    abreast: usize,
    stop: &Stop,
) -> Result<Verdict> {
    let tests = TestsFile::read(task.exercise)?;
    let mut verdict = Verdict {
        id: task.exercise.id.clone(),
        answer: task.answer.name.clone(),
        passed: false,
        tests: Vec::new(),
        findings: Vec::new(),
        wall_ms: 0,
        ended: Ended::Ok,
        note: String::new(),
        errors: Vec::new(),
        chart: None,
    };
    if let Some(fault) = task.fault(workbook) {
        verdict.ended = Ended::Compile;
        verdict.note = fault;
        return Ok(verdict);
    }
    let Some(executable) = build.executables.get(&task.answer.target) else {
        refuse(workbook, task, build, &mut verdict);
        return Ok(verdict);
    };
    if let Some(changed) = tests.changed(workbook) {
        verdict.ended = Ended::Early;
        verdict.note = changed;
        return Ok(verdict);
    }
    if !tests.are_in(workbook, executable) {
        verdict.ended = Ended::Early;
        verdict.note = NO_TESTS.into();
        return Ok(verdict);
    }
    verdict.findings.extend(unused_futures(task, build, &tests));
    let start = Instant::now();
    match task.exercise.programs[..] {
        [] => run_tests(
            workbook,
            task,
            executable,
            &tests,
            abreast,
            &mut verdict,
            stop,
        )?,
        _ => programs::try_all(workbook, task, executable, &mut verdict, stop)?,
    }
    verdict.wall_ms = start.elapsed().as_millis() as u64;
    verdict
        .findings
        .sort_by_key(|found| (!found.counts, found.kind == "fact"));
    verdict.passed = !verdict.tests.is_empty() && !verdict.is_against();
    Ok(verdict)
}

/// The answer was not built: because of itself, or because another file of its chapter does not compile.
fn refuse(workbook: &Workbook, task: Task<'_>, build: &Build, verdict: &mut Verdict) {
    let errors = |of: &str| {
        build
            .diagnostics
            .get(of)
            .into_iter()
            .flatten()
            .filter(|d| d.is_error)
            .cloned()
    };
    verdict.ended = Ended::Compile;
    verdict.errors = errors(&task.answer.target).collect();
    let file = match verdict.errors.first() {
        Some(_) => workbook.shown(&task.answer.path).display().to_string(),
        None => {
            let other = build
                .diagnostics
                .iter()
                .find(|(_, all)| all.iter().any(|d| d.is_error));
            verdict.errors = other
                .map(|(name, _)| errors(name).collect())
                .unwrap_or_default();
            verdict
                .errors
                .iter()
                .map(|e| e.file.clone())
                .find(|file| !file.is_empty())
                .unwrap_or_default()
        }
    };
    verdict.note = format!("{file} does not compile");
    if verdict.errors.len() > MOST_ERRORS {
        verdict.note += &format!(": the first {MOST_ERRORS} errors are shown");
        verdict.errors.truncate(MOST_ERRORS);
    }
}

/// The compiler's word on futures that were made and not awaited: they leave no trace, since they never run.
fn unused_futures(task: Task<'_>, build: &Build, tests: &TestsFile) -> Vec<Found> {
    let said = build
        .diagnostics
        .get(&task.answer.target)
        .into_iter()
        .flatten();
    said.filter(|d| d.is_unused_future() && task.answer.path.ends_with(&d.file))
        .map(|d| Found {
            name: "never_polled".into(),
            kind: "mistake".into(),
            message: "a future is made and dropped: calling an async function runs nothing until it is awaited".into(),
            at: format!("{}:{}", d.file.rsplit(['/', '\\']).next().unwrap_or(&d.file), d.line),
            counts: tests.counts("never_polled"),
        })
        .collect()
}

fn run_tests(
    workbook: &Workbook,
    task: Task<'_>,
    executable: &Path,
    tests: &TestsFile,
    abreast: usize,
    verdict: &mut Verdict,
    stop: &Stop,
) -> Result<()> {
    let stated = match task.extent {
        Extent::Rejection => task.answer.reason().ok(),
        Extent::All => None,
    };
    let mut names: Vec<&str> = tests.names.iter().map(String::as_str).collect();
    if let Some(Reason::Fails(test)) = &stated {
        names.sort_by_key(|name| *name != test);
    }
    let run = |name: &&str| test_run::run(workbook, task, executable, name, None, stop);
    for names in names.chunks(abreast) {
        for run in parallel::map(names, abreast, run) {
            let run = run?;
            // What is not written yet fails all tests alike, and what hangs may hang in all: one is enough to say so.
            let says_it_all = matches!(run.ended, Ended::Todo | Ended::Timeout);
            verdict.add(run, tests);
            let is_enough = match (task.extent, &stated) {
                (Extent::All, _) => false,
                (Extent::Rejection, Some(reason)) => verdict.shows(reason),
                (Extent::Rejection, None) => verdict.is_against(),
            };
            if says_it_all || is_enough {
                return Ok(());
            }
        }
    }
    Ok(())
}
