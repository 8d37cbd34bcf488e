//! One test in a process of its own.

use super::{Ended, LIMIT, Task, TestResult, trial};
use crate::catalog::Workbook;
use crate::clean::clean;
use crate::error::{Error, Result};
use crate::guard::{self, Killed, Limits, Program, Stop};
use observer::findings::{self, Finding};
use observer::time;
use observer::trace::Trace;
use observer::view::{Kind, Lane, Outcome, Sources, View};
use std::path::Path;

/// What came of a test.
pub struct TestRun {
    pub result: TestResult,
    pub ended: Ended,
    pub findings: Vec<Finding>,
    pub view: Option<View>,
    /// What is to be said of it even if it passed.
    pub note: Option<String>,
}

/// Runs the test `name` of an answer; if `tried_on` names a program, then on that. A wish to stop is an error.
pub fn run(
    workbook: &Workbook,
    task: Task<'_>,
    executable: &Path,
    name: &str,
    tried_on: Option<&str>,
    stop: &Stop,
) -> Result<TestRun> {
    let path = match task.answer.module.as_str() {
        "" => name.to_string(),
        module => format!("{module}::{name}"),
    };
    let limits = Limits::of_a_program(Some(guard::wall(LIMIT)));
    let mut program = Program::new(executable, &workbook.root, limits)?
        .args(["--exact", &path, "--nocapture"])
        .until(stop);
    if let Some(tried_on) = tried_on {
        program = program.env("WORKBOOK_PROGRAM", tried_on);
    }
    let ended = program.run(&mut |_| {})?;
    if stop.is_wanted() {
        return Err(Error("the check was stopped".into()));
    }
    let view = view(task, &ended);
    let mut findings = match &view {
        Some(view) => findings::find(view),
        // It never had a runtime, which may be what it panics about.
        None => findings::of_panic(&ended.errors).into_iter().collect(),
    };
    let (how, mut message) = verdict(&ended, view.as_ref(), &findings);
    if let Some(found) = trial::read(&ended.errors, &findings) {
        findings.retain(|finding| finding.name != found.finding.name);
        findings.insert(0, found.finding);
        message = found.message;
    }
    let virtual_ms = view.as_ref().map_or(0, |view| time::ms(view.end));
    let result = TestResult {
        name: name.to_string(),
        passed: how == Ended::Ok,
        message: clean(&message),
        virtual_ms,
        left_out: clean(
            left_out(&ended.errors)
                .filter(|_| how == Ended::Ok)
                .unwrap_or_default(),
        ),
    };
    Ok(TestRun {
        result,
        ended: how,
        findings,
        view,
        note: ended.leftovers().map(|left| format!("{name} {left}")),
    })
}

fn view(task: Task<'_>, ended: &guard::Ended) -> Option<View> {
    let trace = Trace::parse(&ended.trace).ok()?;
    let mut sources = Sources::default();
    for path in [&task.answer.path, &task.exercise.tests()] {
        let file = path.file_name()?.to_string_lossy();
        sources.add(&file, std::fs::read_to_string(path).unwrap_or_default());
    }
    let mut view = View::new(&trace, ended.output.head(), &sources);
    for root in view.lanes.iter_mut().filter(|lane| lane.kind == Kind::Root) {
        root.name = "test".into();
    }
    Some(view)
}

/// How the test ended, and what is said if it did not pass.
fn verdict(ended: &guard::Ended, view: Option<&View>, findings: &[Finding]) -> (Ended, String) {
    let trouble = || ended.trouble().unwrap_or_default();
    match ended.killed {
        Some(Killed::Time(_)) if ended.was_idle() == Some(true) => {
            let waiting = view.map(waiting).unwrap_or_default();
            return (Ended::Timeout, [trouble(), waiting].concat());
        }
        Some(_) => return (Ended::Timeout, trouble()),
        None => {}
    }
    if view.is_some_and(|view| view.deadlock.is_some() || view.still.is_some()) {
        let is_why =
            |finding: &&Finding| matches!(finding.name, "deadlock" | "livelock" | "blocked_thread");
        let why = findings.iter().find(is_why);
        return (
            Ended::Hung,
            why.map_or("it does not end".into(), |finding| finding.message.clone()),
        );
    }
    let came_to_its_end = view.is_some_and(|view| came_to_its_end(view, &ended.nonce))
        && was_counted(&ended.output.text());
    match ended.status.code() {
        Some(0) if came_to_its_end => (Ended::Ok, String::new()),
        Some(0) if is_missing(ended.output.head()) => (Ended::Early, super::NO_TESTS.into()),
        Some(0) => (
            Ended::Early,
            "the program ended before the test did: is there an `exit` in it?".into(),
        ),
        Some(_) if ended.errors.contains("not yet implemented") => {
            (Ended::Todo, panic_message(&ended.errors))
        }
        Some(_) => (Ended::Failed, panic_message(&ended.errors)),
        None => (Ended::Crashed, trouble()),
    }
}

/// Whether the harness had its turn after the test. A test that is no root future itself may be left by an `exit`
/// between two of them; what an answer prints in the harness's words does not help it past the end records.
fn was_counted(output: &str) -> bool {
    output
        .lines()
        .any(|line| line.starts_with("test result: ok. 1 passed;"))
}

/// Whether the test returned. The end record bears our number, but a runtime of the answer's own, inside the test's,
/// leaves one as well: the first root future is the test's, and must have ended; and after the last end record none
/// must have begun.
fn came_to_its_end(view: &View, nonce: &str) -> bool {
    let mut roots = view.lanes.iter().filter(|lane| lane.kind == Kind::Root);
    let Some(exit) = view
        .exit
        .as_ref()
        .filter(|exit| exit.ok && exit.nonce == nonce)
    else {
        return false;
    };
    let has_ended = |root: &Lane| root.outcome != Outcome::Open;
    // A trace that was cut has the end record, but may have lost how the roots ended.
    view.cut
        || (roots.next().is_some_and(has_ended)
            && roots.all(|root| has_ended(root) || root.start < exit.t))
}

/// What the calls and tasks wait on that contain no other that is open, as far as the recorder knows.
fn waiting(view: &View) -> String {
    let is_open = |lane: &&Lane| lane.outcome == Outcome::Open;
    let innermost = |lane: &&Lane| view.inside(lane.id).all(|inner| !is_open(&inner));
    let sentences = view
        .lanes
        .iter()
        .filter(is_open)
        .filter(innermost)
        .map(|lane| match lane.last_wait() {
            Some(wait) => format!("; {} waits on {wait}", lane.label()),
            None => format!("; {} waits", lane.label()),
        });
    sentences.take(3).collect()
}

/// What a test says that needs something which is not there.
fn left_out(errors: &str) -> Option<&str> {
    let mut lines = errors.lines();
    lines.find_map(|line| line.strip_prefix("left out: "))
}

/// libtest found no test of the name. Only for the message: it did not pass either way.
fn is_missing(output: &[u8]) -> bool {
    output.trim_ascii_start().starts_with(b"running 0 tests")
}

/// What the last panic said, without the line that names the thread. The last, since the test's own assertion is
/// what a failed test ends with; a task may have panicked before.
fn panic_message(errors: &str) -> String {
    let mut message: Vec<&str> = Vec::new();
    let mut inside = false;
    for line in errors.lines() {
        if line.starts_with("thread '") && line.contains(" panicked at ") {
            message.clear();
            inside = true;
        } else if line.starts_with("note: run with `RUST_BACKTRACE")
            || line.starts_with("stack backtrace:")
        {
            inside = false;
        } else if inside {
            message.push(line.trim_end());
        }
    }
    match message.join("\n").trim() {
        "" => errors
            .lines()
            .last()
            .unwrap_or("it failed without a word")
            .to_string(),
        message => message
            .trim_start_matches("assertion `left == right` failed: ")
            .to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::panic_message;

    #[test]
    fn the_last_panic_speaks() {
        let errors = "\nthread 'a' (7) panicked at x.rs:1:2:\nboom\nnote: run with `RUST_BACKTRACE=1`\n\nthread 'tests::t' (8) panicked at y.rs:3:4:\nassertion `left == right` failed: did one page wait?\n  left: 9s\n right: 5s\n";
        assert_eq!(
            panic_message(errors),
            "did one page wait?\n  left: 9s\n right: 5s"
        );
        assert_eq!(panic_message(""), "it failed without a word");
    }
}
