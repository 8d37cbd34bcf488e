//! No page gives away an answer: no three lines of a solution stand on its chapter's page.

use super::{Page, exercise};
use runner::catalog::{Exercise, Workbook};
use std::collections::HashSet;

/// So many lines in a row are an answer; fewer are what any program has.
const LINES: usize = 3;

/// What the page of a chapter, as it was woven, gives away of the chapter's exercises.
pub fn find(workbook: &Workbook, page: &Page<'_>, woven: &str) -> Vec<String> {
    let chapter = workbook
        .chapters
        .iter()
        .find(|chapter| format!("{}.md", chapter.name) == page.file);
    let exercises = chapter.into_iter().flat_map(|chapter| &chapter.exercises);
    exercises
        .filter_map(|exercise| match given_away(workbook, exercise, woven) {
            Ok(line) => line.map(|line| {
                format!(
                    "book/src/{}: it shows {LINES} lines of the solution of {}, from `{line}` on",
                    page.file, exercise.id
                )
            }),
            Err(e) => Some(e),
        })
        .collect()
}

fn given_away(
    workbook: &Workbook,
    exercise: &Exercise,
    page: &str,
) -> Result<Option<String>, String> {
    let given = exercise::given(workbook, exercise)?;
    let solution = super::read(
        workbook,
        &exercise.solution.path,
        "every exercise has a solution",
    )?;
    Ok(first_shown(&solution, &given, page))
}

/// The first of three lines in a row that are of the solution, not of what was given, and on the page.
fn first_shown(solution: &str, given: &str, page: &str) -> Option<String> {
    let given: HashSet<&str> = code(given).collect();
    let own = |text| {
        code(text)
            .filter(|line| !given.contains(line))
            .collect::<Vec<_>>()
    };
    let (solution, page) = (own(solution), own(page));
    let shown: HashSet<&[&str]> = page.windows(LINES).collect();
    solution
        .windows(LINES)
        .find(|lines| shown.contains(lines))
        .map(|lines| lines[0].to_string())
}

/// The lines that say something of their own: no comment, no import, not only brackets.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| {
        line.contains(|c: char| c.is_alphanumeric())
            && !line.starts_with("//")
            && !line.starts_with("use ")
    })
}

#[cfg(test)]
mod tests {
    use super::first_shown;

    const GIVEN: &str = "use a;\nfn answer() {\n    todo!()\n}\nfn helper() {\n    help();\n}\n";
    const SOLUTION: &str = "use a;\nfn answer() {\n    let x = 1;\n    // Why.\n    let y = 2;\n    if x {\n        done(y)\n    }\n}\nfn helper() {\n    help();\n}\n";

    #[test]
    fn three_lines_of_a_solution_are_too_many() {
        let page = "Text.\n```rust\nlet x = 1;\n\n  let y = 2;\n  if x {\n```";
        assert_eq!(
            first_shown(SOLUTION, GIVEN, page).as_deref(),
            Some("let x = 1;")
        );
    }

    #[test]
    fn two_lines_and_what_was_given_are_not() {
        assert_eq!(
            first_shown(
                SOLUTION,
                GIVEN,
                "let x = 1;\nlet y = 2;\nother();\nif x {\ndone(y)\n"
            ),
            None
        );
        assert_eq!(first_shown(SOLUTION, GIVEN, GIVEN), None);
    }
}
