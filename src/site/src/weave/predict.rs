//! A question whose right answer is what the recorded run says.
//!
//! ```text
//! {{#predict gather line 4}}
//! Which line comes fourth?
//!
//! - `Task 3 finished` — it has the shortest wait.
//! - `Task 1 finished` — it began first, but waits for 5 s.
//! {{#end}}
//! ```

use super::recorded;
use crate::html::inline;
use observer::time;
use runner::catalog::{Lesson, Workbook};

const USAGE: &str = "a prediction is of `line N`, `line -N` from the end, or `length`";

struct Choice {
    /// What is chosen, with backticks.
    answer: String,
    /// Why it is right, or wrong.
    why: String,
}

/// Shows the question and its options. Opening an option tells whether it is right, and why: with the keyboard, for
/// a screen reader, and without JavaScript.
pub fn ask(
    workbook: &Workbook,
    lesson: &Lesson,
    of: &[&str],
    body: &[&str],
) -> Result<String, String> {
    let truth = truth(workbook, lesson, of)?;
    let (question, choices) = read(body)?;
    let is_right = |choice: &Choice| plain(&choice.answer) == truth;
    match choices.iter().filter(|choice| is_right(choice)).count() {
        1 => {}
        0 => return Err(format!("no option is what {} says: `{truth}`", lesson.name)),
        n => {
            return Err(format!(
                "{n} options are what {} says, not one: `{truth}`",
                lesson.name
            ));
        }
    }
    let options: String = choices
        .iter()
        .map(|choice| option(choice, is_right(choice)))
        .collect();
    Ok(format!(
        "<div class=\"lesson-predict\" role=\"group\" aria-label=\"What do you think?\">\n\n{question}\n\n{options}</div>"
    ))
}

fn option(choice: &Choice, is_right: bool) -> String {
    let (class, verdict) = if is_right {
        ("lesson-right", "Right")
    } else {
        ("lesson-wrong", "No")
    };
    format!(
        "<details>\n<summary>{}</summary>\n<div class=\"{class}\">\n\n**{verdict}:** {}\n\n</div>\n</details>\n",
        inline(&choice.answer),
        choice.why
    )
}

/// What the recorded run says.
fn truth(workbook: &Workbook, lesson: &Lesson, of: &[&str]) -> Result<String, String> {
    match of {
        ["length"] => Ok(time::show(recorded::view(workbook, lesson)?.end)),
        ["line", number] => {
            let output = recorded::output(workbook, lesson)?;
            let lines: Vec<&str> = output.lines().collect();
            let number: isize = number
                .parse()
                .map_err(|_| format!("`{number}` is no number: {USAGE}"))?;
            let index = if number < 0 {
                lines.len() as isize + number
            } else {
                number - 1
            };
            let line = usize::try_from(index)
                .ok()
                .and_then(|index| lines.get(index));
            line.map(|line| plain(line)).ok_or_else(|| {
                format!(
                    "{} prints {} lines, and none is line {number}",
                    lesson.name,
                    lines.len()
                )
            })
        }
        _ => Err(USAGE.into()),
    }
}

/// The lines up to the first option, and the options. A line that begins with a space goes on with the one above.
fn read(body: &[&str]) -> Result<(String, Vec<Choice>), String> {
    let first = body
        .iter()
        .position(|line| line.starts_with("- "))
        .unwrap_or(body.len());
    let question = body[..first].join("\n").trim().to_string();
    if question.is_empty() {
        return Err("the prediction asks no question".into());
    }
    let mut texts: Vec<String> = Vec::new();
    for line in body[first..].iter().filter(|line| !line.trim().is_empty()) {
        match (line.strip_prefix("- "), texts.last_mut()) {
            (Some(text), _) => texts.push(text.trim().to_string()),
            (None, Some(text)) if line.starts_with(' ') => text.extend([" ", line.trim()]),
            _ => {
                return Err(format!(
                    "`{line}` is no option: an option is `- answer — why`"
                ));
            }
        }
    }
    let choices: Result<Vec<Choice>, String> = texts.iter().map(|text| choice(text)).collect();
    Ok((question, choices?))
}

fn choice(text: &str) -> Result<Choice, String> {
    match text.split_once(" — ") {
        Some((answer, why)) if !why.trim().is_empty() => Ok(Choice {
            answer: answer.trim().into(),
            why: why.trim().into(),
        }),
        _ => Err(format!(
            "the option {text} does not say why: write `- answer — why`"
        )),
    }
}

/// Without the marks of code, and without space at the ends.
fn plain(text: &str) -> String {
    text.trim().trim_matches('`').trim().to_string()
}
