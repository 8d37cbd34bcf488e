//! Many runs of one answer: what passes only sometimes does not pass.

use super::{Found, Progress, Task, Verdict, check};
use crate::catalog::Workbook;
use crate::error::Result;
use std::iter;

/// As [`check`], with each test run `times` times, at least once. A test passes if it always does.
pub fn check_times(
    workbook: &Workbook,
    tasks: &[Task<'_>],
    times: usize,
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Vec<Verdict>> {
    let times = times.max(1);
    let runs: Vec<Task<'_>> = tasks
        .iter()
        .flat_map(|task| iter::repeat_n(*task, times))
        .collect();
    let mut verdicts = check(workbook, &runs, progress)?.into_iter();
    let together = tasks
        .iter()
        .map(|_| verdicts.by_ref().take(times).collect());
    Ok(together.filter_map(one_of_many).collect())
}

/// The first run that did not pass, else the first, with the tests counted over all.
fn one_of_many(mut runs: Vec<Verdict>) -> Option<Verdict> {
    let shown = runs.iter().position(|run| !run.passed).unwrap_or(0);
    let mut verdict = runs.get(shown)?.clone();
    if runs.len() == 1 {
        return runs.pop();
    }
    for test in &mut verdict.tests {
        let results = || {
            let all = runs.iter().flat_map(|run| &run.tests);
            all.filter(|result| result.name == test.name)
        };
        let passed = results().filter(|result| result.passed).count();
        if let Some(failed) = results().find(|result| !result.passed).cloned() {
            test.passed = false;
            test.message = format!(
                "{passed} of {} passed; else: {}",
                runs.len(),
                failed.message
            );
        }
    }
    for found in runs.iter().flat_map(|run| &run.findings) {
        let is_it = |other: &Found| other.name == found.name && other.at == found.at;
        if !verdict.findings.iter().any(is_it) {
            verdict.findings.push(found.clone());
        }
    }
    verdict.passed = runs.iter().all(|run| run.passed);
    verdict.wall_ms = runs.iter().map(|run| run.wall_ms).sum();
    Some(verdict)
}

#[cfg(test)]
mod tests {
    use super::super::{Ended, TestResult};
    use super::*;

    fn run(passed: &[bool]) -> Verdict {
        let tests = passed.iter().enumerate().map(|(i, passed)| TestResult {
            name: format!("t{i}"),
            passed: *passed,
            message: if *passed { "" } else { "boom" }.into(),
            virtual_ms: 0,
            left_out: String::new(),
        });
        Verdict {
            id: "a/b".into(),
            answer: "exercise".into(),
            passed: passed.iter().all(|passed| *passed),
            tests: tests.collect(),
            findings: Vec::new(),
            wall_ms: 2,
            ended: Ended::Ok,
            note: String::new(),
            errors: Vec::new(),
            chart: None,
        }
    }

    #[test]
    fn what_passes_sometimes_does_not_pass() {
        let verdict = one_of_many(vec![
            run(&[true, true]),
            run(&[true, false]),
            run(&[true, true]),
        ])
        .unwrap();
        assert!(!verdict.passed && verdict.tests[0].passed && !verdict.tests[1].passed);
        assert_eq!(verdict.tests[1].message, "2 of 3 passed; else: boom");
        assert_eq!(verdict.wall_ms, 6);
    }

    #[test]
    fn what_always_passes_passes() {
        assert!(
            one_of_many(vec![run(&[true]), run(&[true])])
                .unwrap()
                .passed
        );
        assert!(one_of_many(Vec::new()).is_none());
    }
}
