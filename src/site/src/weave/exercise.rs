//! An exercise as a reader meets it: the task, the file, the command, what the tests ask. Nothing of its answers.

use super::listing::{listing, whole};
use super::{read, sections::Sections, shown};
use runner::catalog::{Exercise, Workbook};

/// Shows the exercise as it was given: the learner's own file may have his answer in it by now.
pub fn show(workbook: &Workbook, exercise: &Exercise, sections: &Sections) -> Result<String, String> {
    let id = &exercise.id;
    let task = exercise.task().map_err(|e| e.to_string())?;
    let given = given(workbook, exercise)?;
    let tests = read(workbook, &exercise.tests(), "it has the tests of all answers")?;
    let asked: String = test_names(&tests).map(|name| format!("- {}\n", name.replace('_', " "))).collect();
    if asked.is_empty() {
        return Err(format!("{} has no tests", shown(workbook, &exercise.tests())));
    }
    Ok(format!(
        "<section class=\"lesson-exercise\" id=\"exercise-{}\" aria-label=\"Exercise {id}\">\n\
         <p class=\"lesson-label\">Exercise <code>{id}</code></p>\n\n{task}\n\n{}\n\n\
         The tests ask whether your answer\n\n{asked}\n{}Stuck? `cargo run -q -- hint {id}`\n\n</section>",
        id.replace('/', "-"),
        listing("rust", &whole(&given), &shown(workbook, &exercise.answer.path), &format!("check {id}")),
        counted(&tests, sections)
    ))
}

/// The exercise as it was given.
pub fn given(workbook: &Workbook, exercise: &Exercise) -> Result<String, String> {
    let cure = format!("`cargo run -q -- bless {}` makes it", exercise.id);
    read(workbook, &exercise.answers().join("given.rs"), &cure)
}

/// The functions below a `#[…test…]`.
fn test_names(tests: &str) -> impl Iterator<Item = &str> {
    let mut is_test = false;
    tests.lines().filter_map(move |line| {
        let line = line.trim();
        is_test |= line.starts_with("#[") && line.contains("test");
        let name = line.split_once("fn ")?.1.split('(').next()?;
        std::mem::take(&mut is_test).then_some(name)
    })
}

/// The findings that the head of the tests names, as a sentence.
fn counted(tests: &str, sections: &Sections) -> String {
    let names = tests.lines().next().and_then(|line| line.strip_prefix("// Counts: ")).unwrap_or("nothing");
    let links: Vec<String> = names.split(", ").filter(|name| *name != "nothing").map(|name| sections.link(name)).collect();
    match &links[..] {
        [] => String::new(),
        links => format!("It must not be found to be: {}.\n\n", links.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tests_are_asked() {
        let tests = "// Counts: x\n#[tokio::test(start_paused = true)]\nasync fn one() {\n}\nfn helper() {}\n#[test]\n#[should_panic]\nfn two() {}\n";
        assert_eq!(test_names(tests).collect::<Vec<_>>(), ["one", "two"]);
    }
}
