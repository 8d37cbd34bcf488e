//! Every solution passes, and every wrong answer is rejected for the reason that it states.

use runner::catalog::{Answer, Exercise, Workbook};
use runner::check::{self, Extent, Rejection, Task, Verdict};
use std::path::Path;

fn check<'a>(
    workbook: &'a Workbook,
    extent: Extent,
    of: impl Fn(&'a Exercise) -> Vec<&'a Answer>,
) -> Vec<(&'a Answer, Verdict)> {
    let tasks: Vec<Task<'a>> = workbook
        .exercises()
        .flat_map(|exercise| {
            of(exercise).into_iter().map(move |answer| Task {
                exercise,
                answer,
                extent,
            })
        })
        .collect();
    let verdicts = check::check(workbook, &tasks, &|_| {}).unwrap();
    tasks.iter().map(|task| task.answer).zip(verdicts).collect()
}

fn workbook() -> Workbook {
    Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_solution_passes() {
    let workbook = workbook();
    let verdicts = check(&workbook, Extent::All, |exercise| vec![&exercise.solution]);
    let failed = verdicts.iter().filter(|(_, verdict)| !verdict.passed);
    let lines: Vec<String> = failed
        .map(|(answer, verdict)| format!("{}: {}", answer.id, check::what_happened(verdict)))
        .collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

#[test]
fn every_wrong_answer_is_rejected_for_its_reason() {
    let workbook = workbook();
    let verdicts = check(&workbook, Extent::Rejection, |exercise| {
        exercise.wrong.iter().collect()
    });
    let lines: Vec<String> = verdicts
        .iter()
        .filter_map(
            |(answer, verdict)| match check::rejection(answer, verdict).unwrap() {
                Rejection::AsStated(_) => None,
                Rejection::LeftOut(why) => {
                    eprintln!("left out: {} {}: {why}", answer.id, answer.name);
                    None
                }
                Rejection::Otherwise(instead) => {
                    Some(format!("{} {}: {instead}", answer.id, answer.name))
                }
            },
        )
        .collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}
