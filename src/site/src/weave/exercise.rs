//! An exercise as a reader meets it: the task, the file, the command, what the tests ask. Nothing of its answers.

use super::listing::{listing, whole};
use super::{read, sections::Sections, shown};
use observer::findings;
use runner::catalog::{Exercise, Workbook};
use runner::check::TestsFile;

/// Shows the exercise as it was given: the learner's own file may have his answer in it by now.
pub fn show(
    workbook: &Workbook,
    exercise: &Exercise,
    sections: &Sections,
) -> Result<String, String> {
    let id = &exercise.id;
    let task = exercise.task().map_err(|e| e.to_string())?;
    let given = given(workbook, exercise)?;
    let tests = TestsFile::read(exercise).map_err(|e| e.to_string())?;
    if tests.names.is_empty() {
        return Err(format!(
            "{} names no test",
            shown(workbook, &exercise.tests())
        ));
    }
    let asked = asked(exercise, &tests);
    Ok(format!(
        "<section class=\"lesson-exercise\" id=\"exercise-{}\" aria-label=\"Exercise {id}\">\n\
         <p class=\"lesson-label\">Exercise <code>{id}</code></p>\n\n{task}\n\n{}\n\n\
         {asked}\n{}Stuck? `cargo run -q -- hint {id}`\n\n</section>",
        id.replace('/', "-"),
        listing(
            "rust",
            &whole(&given),
            &shown(workbook, &exercise.answer.path),
            &format!("check {id}")
        ),
        counted(&tests, sections)
    ))
}

/// What an answer is held to. The names of wrong programs would say too much.
fn asked(exercise: &Exercise, tests: &TestsFile) -> String {
    let wrong = exercise.programs.len().saturating_sub(1);
    if wrong > 0 {
        return format!("Your tests are tried on a right program and on {wrong} wrong ones.\n");
    }
    let asked = tests
        .names
        .iter()
        .map(|name| format!("- {}\n", name.replace('_', " ")));
    format!(
        "The tests ask whether your answer\n\n{}",
        asked.collect::<String>()
    )
}

/// The exercise as it was given.
pub fn given(workbook: &Workbook, exercise: &Exercise) -> Result<String, String> {
    let cure = format!("`cargo run -q -- bless {}` makes it", exercise.id);
    read(workbook, &exercise.answers().join("given.rs"), &cure)
}

/// The findings that fail an answer whose tests pass, as a sentence.
fn counted(tests: &TestsFile, sections: &Sections) -> String {
    let names = findings::ALL.iter().map(|entry| entry.name);
    let links: Vec<String> = names
        .filter(|name| tests.counts(name))
        .map(|name| sections.link(name))
        .collect();
    match &links[..] {
        [] => String::new(),
        links => format!("Its runs must not show: {}.\n\n", links.join(", ")),
    }
}
