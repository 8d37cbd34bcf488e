//! What is said of an answer.

use super::test_run::TestRun;
use super::tests_file::TestsFile;
use crate::cargo::Diagnostic;
use crate::catalog::{Answer, Reason};
use crate::error::Result;
use observer::findings::{Finding, Kind as FindingKind};
use observer::view::View;
use serde::Serialize;

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

impl Verdict {
    /// Whether a wrong answer's reason is among what was seen.
    pub(super) fn shows(&self, reason: &Reason) -> bool {
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
    pub(super) fn add(&mut self, run: TestRun, tests: &TestsFile) {
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
    pub(super) fn is_against(&self) -> bool {
        self.tests.iter().any(|test| !test.passed) || self.findings.iter().any(|found| found.counts)
    }
}

impl Found {
    pub(super) fn new(finding: &Finding, tests: &TestsFile) -> Found {
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
