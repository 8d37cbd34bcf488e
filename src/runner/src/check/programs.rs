//! Exercises in which the learner writes the tests: they are tried on one right program and on several wrong ones.
//!
//! The programs are part of each answer's target. Which of them a run is about is said by an environment variable, so
//! that an answer is compiled once.

use super::{Ended, Task, TestResult, Verdict, test_run, tests_file};
use crate::catalog::Workbook;
use crate::error::{self, Result};
use crate::guard::Stop;
use std::path::Path;

/// The program that all tests must pass.
const RIGHT: &str = "right";

/// Tries the tests on every program. The verdict has a result for each program: the right one passes all tests, and a
/// wrong one does not slip through, which it does if it passes them all.
pub fn try_all(
    workbook: &Workbook,
    task: Task<'_>,
    executable: &Path,
    verdict: &mut Verdict,
    stop: &Stop,
) -> Result<()> {
    let names = tests_file::names(&error::read(&task.answer.path)?);
    if names.is_empty() {
        verdict.ended = Ended::Early;
        let path = workbook.shown(&task.answer.path).display();
        verdict.note =
            format!("there is no test in {path}: `#[tokio::test]` makes one of a function");
        return Ok(());
    }
    for program in &task.exercise.programs {
        let result = try_on(workbook, task, executable, program, &names, verdict, stop)?;
        verdict.tests.push(result);
        if verdict.ended == Ended::Todo {
            break;
        }
    }
    if verdict.ended == Ended::Ok && verdict.tests.iter().any(|test| !test.passed) {
        verdict.ended = Ended::Failed;
    }
    Ok(())
}

/// Runs the tests on one program, up to the first that fails.
fn try_on(
    workbook: &Workbook,
    task: Task<'_>,
    executable: &Path,
    program: &str,
    names: &[String],
    verdict: &mut Verdict,
    stop: &Stop,
) -> Result<TestResult> {
    let is_right = program == RIGHT;
    let mut result = TestResult {
        name: program.to_string(),
        passed: is_right,
        message: String::new(),
        virtual_ms: 0,
        left_out: String::new(),
    };
    let mut shown = None;
    for name in names {
        let run = test_run::run(workbook, task, executable, name, Some(program), stop)?;
        result.virtual_ms = run.result.virtual_ms;
        let (failed, message) = (run.ended != Ended::Ok, run.result.message);
        shown = run
            .view
            .map(|view| (format!("{name}, {program}"), view))
            .or(shown);
        if run.ended == Ended::Todo {
            verdict.ended = Ended::Todo;
            result.message = message;
            return Ok(result);
        }
        if failed {
            result.passed = !is_right;
            if is_right {
                result.message = format!("{name} fails the right program: {message}");
            }
            break;
        }
    }
    if !is_right && !result.passed {
        let about = crate::catalog::first_sentence(&task.exercise.program(program))?;
        let about = about.trim_start_matches("Wrong: ");
        result.message = format!("it slips through: it {about}");
    }
    if !result.passed && verdict.chart.is_none() {
        verdict.chart = shown;
    }
    Ok(result)
}
