//! The picture of a run, what was found in it, and the run told step by step.

use super::{recorded, sections::Sections};
use crate::html::escape;
use observer::compare;
use observer::draw::story::Told;
use observer::draw::text::{Line, Page, Paint, Piece, Text};
use observer::draw::{columns, story, svg};
use observer::findings::{self, Finding, Kind};
use observer::time;
use observer::view::{Outcome, View};
use runner::catalog::{Lesson, Workbook};
use std::str::FromStr;

/// So many steps are told; nobody reads on.
const MOST_STEPS: usize = 200;

/// What a text drawing may take, so that it does not scroll on a wide page.
const PAGE: Page = Page {
    width: 84,
    unicode: true,
};

/// The drawings that a page can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// A row for each lane, time from left to right.
    Gantt,
    /// A column for each task, time downwards.
    Columns,
    /// Step by step, in words.
    Story,
    /// A row for each lane, and below it the same of the twin, on one axis.
    Python,
}

impl FromStr for Drawing {
    type Err = String;

    fn from_str(word: &str) -> Result<Drawing, String> {
        match word {
            "gantt" => Ok(Drawing::Gantt),
            "columns" => Ok(Drawing::Columns),
            "story" => Ok(Drawing::Story),
            "python" => Ok(Drawing::Python),
            _ => Err(format!(
                "no drawing `{word}`: there are gantt, columns, story and python"
            )),
        }
    }
}

/// Draws the recorded run of a lesson. All ids in it begin with `id`.
pub fn draw(
    workbook: &Workbook,
    lesson: &Lesson,
    drawing: Drawing,
    id: &str,
    sections: &Sections,
) -> Result<String, String> {
    let view = recorded::view(workbook, lesson)?;
    let name = &lesson.name;
    let picture = match drawing {
        Drawing::Gantt => in_one_line(&svg::draw(&view, name, id)),
        Drawing::Columns => text(&columns::draw(&view, name, PAGE)),
        Drawing::Story => steps(&view),
        Drawing::Python => return pair(&view, workbook, lesson, id, sections),
    };
    let story = match drawing {
        Drawing::Story => String::new(),
        _ => step_by_step("The same, step by step", &view),
    };
    let label = format!("The run of {name}");
    let caption = caption(lesson, &view, &[], sections) + &story;
    Ok(figure(id, &label, &picture, &caption))
}

/// The run of a lesson, and that of its twin.
fn pair(
    view: &View,
    workbook: &Workbook,
    lesson: &Lesson,
    id: &str,
    sections: &Sections,
) -> Result<String, String> {
    let twin = &recorded::twin_view(workbook, lesson)?;
    let (name, twin_name) = (&lesson.name, format!("{}.py", lesson.name));
    let pictures = svg::pair((view, name), (twin, &twin_name), id).map(|svg| in_one_line(&svg));
    let caption = caption(lesson, view, &compare::runs(view, twin), sections)
        + &step_by_step("The same, step by step", view)
        + &step_by_step("In Python, step by step", twin);
    let label = format!("The runs of {name} and {twin_name}");
    Ok(figure(id, &label, &pictures.join("\n"), &caption))
}

/// What scrolls must be reached by the keyboard, and what is reached must have a name.
fn figure(id: &str, label: &str, picture: &str, caption: &str) -> String {
    format!(
        "<figure class=\"run\" id=\"{id}\">\n\
         <div class=\"run-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\n{picture}\n</div>\n\
         <figcaption>\n{caption}</figcaption>\n</figure>"
    )
}

/// A blank line in it would end the HTML.
fn in_one_line(svg: &str) -> String {
    svg.lines().filter(|line| !line.trim().is_empty()).collect()
}

fn step_by_step(summary: &str, view: &View) -> String {
    format!(
        "<details>\n<summary>{summary}</summary>\n{}\n</details>\n",
        steps(view)
    )
}

/// The findings and the differences from the twin, a sentence each, and what must be known of the recording.
fn caption(lesson: &Lesson, view: &View, differences: &[String], sections: &Sections) -> String {
    let differences = differences
        .iter()
        .map(|difference| format!("<li class=\"run-twin\">{}</li>\n", escape(difference)));
    let findings: String = findings::find(view)
        .iter()
        .map(|finding| sentence(finding, sections))
        .chain(differences)
        .collect();
    let findings = if findings.is_empty() {
        findings
    } else {
        format!("<ul>\n{findings}</ul>\n")
    };
    let caveat =
        recorded::caveat(lesson).map_or(String::new(), |caveat| format!("<p>{caveat}</p>\n"));
    findings + &caveat
}

fn sentence(finding: &Finding, sections: &Sections) -> String {
    let class = match finding.kind {
        Kind::Fact => "run-fact",
        Kind::Mistake => "run-mistake",
    };
    let at = finding
        .at
        .as_ref()
        .map(|at| at.to_string())
        .filter(|at| !finding.message.contains(at));
    let at = at.map_or(String::new(), |at| format!(" <code>{}</code>", escape(&at)));
    format!(
        "<li class=\"{class}\">{}: {}{at}</li>\n",
        sections.link(finding.name),
        escape(&finding.message)
    )
}

/// The story as a list, which a screen reader counts and a phone wraps.
fn steps(view: &View) -> String {
    let told = story::tell(view);
    let step = |told: &Told| {
        let (when, who) = (time::show(told.t), escape(&view.who(told.lane)));
        format!(
            "<li><span class=\"run-time\">{when}</span> <strong>{who}</strong> {}</li>\n",
            escape(&told.what.join(", "))
        )
    };
    let steps: String = told.iter().take(MOST_STEPS).map(step).collect();
    let rest = match told.len().saturating_sub(MOST_STEPS) {
        0 => String::new(),
        rest => format!("<p>and {rest} more</p>\n"),
    };
    format!("<ol class=\"run-story\">\n{steps}</ol>\n{rest}")
}

/// A drawing in text, without the findings, which the caption has. What a piece means is its class, for those who see
/// colours.
fn text(text: &Text) -> String {
    let is_finding = |line: &&Line| {
        line.0
            .iter()
            .any(|piece| matches!(piece.paint, Paint::Fact | Paint::Mistake))
    };
    let lines = text.0.iter().filter(|line| !is_finding(line));
    let lines: Vec<String> = lines
        .map(|line| line.0.iter().map(piece).collect())
        .collect();
    format!("<pre class=\"run-text\">{}</pre>", lines.join("&#10;"))
}

fn piece(piece: &Piece) -> String {
    let class = match piece.paint {
        Paint::Plain => return escape(&piece.text),
        Paint::Title => "run-title",
        Paint::Dim => "run-dim",
        Paint::Poll => "run-poll",
        Paint::Busy => "run-busy",
        Paint::End(Outcome::Done) => "run-done",
        Paint::End(Outcome::Cancelled) => "run-cancelled",
        Paint::End(Outcome::Panicked | Outcome::Raised) => "run-panicked",
        Paint::End(Outcome::Open) => "run-open",
        Paint::Fact | Paint::Mistake => "run-finding",
    };
    format!("<span class=\"{class}\">{}</span>", escape(&piece.text))
}
