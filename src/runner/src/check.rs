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

pub use tests_file::TestsFile;
pub use times::check_times;

use crate::cargo::{self, Build, Diagnostic, Kind, Step, Targets};
use crate::catalog::{Answer, Exercise, Reason, Workbook};
use crate::error::Result;
use crate::guard::Stop;
use crate::parallel;
use observer::findings::{Finding, Kind as FindingKind};
use observer::view::View;
use serde::Serialize;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is said of one answer.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// The exercise.
    pub id: String,
    /// The answer's name.
    pub answer: String,
    /// Whether it is right.
    pub passed: bool,
    /// Its tests that were run, in the order of `tests.rs`; if the extent is a rejection, what it states comes first.
    pub tests: Vec<TestResult>,
    /// What was found in the runs, the mistakes first.
    pub findings: Vec<Found>,
    /// Real milliseconds that the tests took.
    pub wall_ms: u64,
    /// How it ended.
    pub ended: Ended,
    /// Why it was not run, if it was not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The compiler's errors, as it shows them.
    #[serde(skip)]
    pub errors: Vec<Diagnostic>,
    /// The run to look at, and its test: the first that failed, else one that bears a finding.
    #[serde(skip)]
    pub chart: Option<(String, View)>,
}

impl Verdict {
    /// Whether a wrong answer's reason is among what was seen.
    fn shows(&self, reason: &Reason) -> bool {
        match reason {
            Reason::Finding(name) => self
                .findings
                .iter()
                .any(|found| found.counts && found.name == *name),
            Reason::Fails(test) | Reason::LetsThrough(test) => self
                .tests
                .iter()
                .any(|result| result.name == *test && !result.passed),
            Reason::Refused(why) => {
                let says = |error: &Diagnostic| error.code == *why || error.message.contains(why);
                self.ended == Ended::Compile && self.errors.iter().any(says)
            }
        }
    }

    /// Adds what came of one more test.
    fn add(&mut self, run: test_run::TestRun, tests: &TestsFile) {
        self.ended = self.ended.max(run.ended);
        let is_first_failure = !run.result.passed && self.tests.iter().all(|test| test.passed);
        let found: Vec<Found> = run
            .findings
            .iter()
            .map(|finding| Found::new(finding, tests))
            .collect();
        let counts = |found: &Found| found.counts;
        let is_counted = found.iter().any(counts) && !self.findings.iter().any(counts);
        if let Some(view) = run.view
            && (is_first_failure || is_counted || self.chart.is_none())
        {
            self.chart = Some((run.result.name.clone(), view));
        }
        for found in found {
            let is_it = |other: &Found| other.name == found.name && other.at == found.at;
            if !self.findings.iter().any(is_it) {
                self.findings.push(found);
            }
        }
        self.tests.push(run.result);
        if let Some(note) = run.note.filter(|_| self.note.is_empty()) {
            self.note = note;
        }
    }

    /// Whether what was seen so far rejects the answer, for whatever reason.
    fn is_against(&self) -> bool {
        self.tests.iter().any(|test| !test.passed) || self.findings.iter().any(|found| found.counts)
    }
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ended {
    /// All tests came to their end.
    Ok,
    /// A test failed.
    Failed,
    /// A test came to a `todo!`.
    Todo,
    /// It ended before its test did.
    Early,
    /// A signal ended it.
    Crashed,
    /// It did not come to its end within the limit.
    Timeout,
    /// It was deadlocked.
    Hung,
    /// It does not compile.
    Compile,
}

/// What is said of one test.
#[derive(Debug, Clone, Serialize)]
pub struct TestResult {
    /// Its name.
    pub name: String,
    /// Whether it passed.
    pub passed: bool,
    /// What it failed with; empty if it passed.
    pub message: String,
    /// How long it was on the clock that it used, in milliseconds.
    pub virtual_ms: u64,
    /// Why it tried nothing, if it says so in a line `left out: …`: what it tests is not to be had here, a server say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub left_out: String,
}

/// What became of a wrong answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// It was rejected for the reason that it states.
    AsStated(Reason),
    /// The test that it states was left out, and why.
    LeftOut(String),
    /// It passes, or was rejected for another reason: which.
    Otherwise(String),
}

/// A finding of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Its name on the list.
    pub name: String,
    /// `fact` or `mistake`.
    pub kind: String,
    /// The sentence.
    pub message: String,
    /// The place in the source.
    pub at: String,
    /// Whether the exercise counts it: then the answer does not pass.
    pub counts: bool,
}

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

/// Whether a wrong answer was rejected for the reason that it states.
pub fn rejection(answer: &Answer, verdict: &Verdict) -> Result<Rejection> {
    let reason = answer.reason()?;
    if let Reason::Fails(test) = &reason
        && let Some(result) = verdict.tests.iter().find(|result| result.name == *test)
        && !result.left_out.is_empty()
    {
        return Ok(Rejection::LeftOut(result.left_out.clone()));
    }
    Ok(match (verdict.shows(&reason), verdict.passed) {
        (true, false) => Rejection::AsStated(reason),
        (_, true) => Rejection::Otherwise("it passes".into()),
        (false, false) => Rejection::Otherwise(format!(
            "it is rejected for another reason: {}",
            what_happened(verdict)
        )),
    })
}

/// What became of an answer that did not pass, in one line.
pub fn what_happened(verdict: &Verdict) -> String {
    let counted = verdict
        .findings
        .iter()
        .filter(|found| found.counts)
        .map(|found| format!("finding {}", found.name));
    let failed = verdict
        .tests
        .iter()
        .filter(|test| !test.passed)
        .map(|test| format!("{} fails", test.name));
    let refused = verdict
        .errors
        .iter()
        .map(|error| match error.code.as_str() {
            "" => format!("refused with `{}`", error.message),
            code => format!("refused with {code}"),
        });
    let mut all: Vec<String> = counted.chain(failed).chain(refused).collect();
    all.dedup();
    if all.is_empty() {
        verdict.note.clone()
    } else {
        all.join(", ")
    }
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

impl Found {
    fn new(finding: &Finding, tests: &TestsFile) -> Found {
        Found {
            name: finding.name.into(),
            kind: if finding.kind == FindingKind::Fact {
                "fact"
            } else {
                "mistake"
            }
            .into(),
            message: finding.message.clone(),
            at: finding
                .at
                .as_ref()
                .map_or(String::new(), |at| at.to_string()),
            counts: finding.kind == FindingKind::Mistake && tests.counts(finding.name),
        }
    }
}
