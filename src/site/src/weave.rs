//! The directives: what the pages take from `lessons/`.
//!
//! CONTRIBUTING.md lists them. Each is replaced by Markdown and HTML; one that cannot be is an error with page and
//! line, and the page goes on without it, so that all errors are told at once.

mod exercise;
mod figure;
mod findings;
mod listing;
mod page;
mod predict;
mod recorded;
mod sections;
mod spoiler;

pub use page::Page;

use page::{Directive, Piece};
use runner::catalog::{Exercise, Lesson, Workbook};
use sections::Sections;
use std::collections::BTreeSet;
use std::path::Path;

/// Replaces the directives of all pages. Returns their new texts, in the same order, and what is wrong.
///
/// Wrong is also a lesson or an exercise that no page shows, a finding that has not exactly one section, and a page
/// that gives away a solution.
pub fn weave(workbook: &Workbook, pages: &[Page<'_>]) -> (Vec<String>, Vec<String>) {
    let (sections, errors) = Sections::find(pages);
    let mut weaver = Weaver {
        workbook,
        sections,
        shown: BTreeSet::new(),
        asked: BTreeSet::new(),
        errors,
    };
    let texts: Vec<String> = pages.iter().map(|page| weaver.page(page)).collect();
    weaver.report_unshown();
    for (page, text) in pages.iter().zip(&texts) {
        weaver.errors.extend(spoiler::find(workbook, page, text));
    }
    (texts, weaver.errors)
}

struct Weaver<'a> {
    workbook: &'a Workbook,
    sections: Sections,
    /// Names of lessons, ids of exercises.
    shown: BTreeSet<String>,
    /// The lessons of whose run this page has asked something, and not yet shown the output.
    asked: BTreeSet<String>,
    errors: Vec<String>,
}

impl<'a> Weaver<'a> {
    fn page(&mut self, page: &Page<'_>) -> String {
        self.asked.clear();
        let mut text = String::with_capacity(page.text.len() * 4);
        for (line, piece) in page.pieces() {
            let woven = match piece {
                Piece::Text(line) => {
                    text.extend([line, "\n"]);
                    continue;
                }
                Piece::Directive(directive) => self.expand(page, line, &directive),
                Piece::Error(e) => Err(e),
            };
            match woven {
                // Between blank lines, where HTML and Markdown begin and end.
                Ok(html) => text.extend(["\n", html.trim(), "\n\n"]),
                Err(e) => self
                    .errors
                    .push(format!("book/src/{}:{line}: {e}", page.file)),
            }
        }
        text
    }

    fn expand(
        &mut self,
        page: &Page<'_>,
        line: usize,
        directive: &Directive<'_>,
    ) -> Result<String, String> {
        let workbook = self.workbook;
        match (directive.name, &directive.arguments[..]) {
            ("lesson", [target]) => {
                let (name, anchor) = target
                    .split_once(':')
                    .map_or((*target, None), |(name, anchor)| (name, Some(anchor)));
                self.shown.insert(name.to_string());
                listing::lesson(workbook, self.lesson(name)?, anchor)
            }
            ("twin", [name]) => {
                self.shown.insert(name.to_string());
                listing::twin(workbook, self.lesson(name)?)
            }
            ("exercise", [id]) => {
                self.shown.insert(id.to_string());
                exercise::show(workbook, self.exercise(id)?, &self.sections)
            }
            ("output", [name]) => {
                let is_the_answer = self.asked.remove(*name);
                listing::output(workbook, self.lesson(name)?, is_the_answer)
            }
            ("figure", [name, drawing @ ..]) if drawing.len() < 2 => {
                // The line makes it unique in the page, the page in the book.
                let id = format!("run-{}-{line}", page.name());
                let drawing = drawing.first().copied().unwrap_or("gantt").parse()?;
                figure::draw(workbook, self.lesson(name)?, drawing, &id, &self.sections)
            }
            ("predict", [name, question @ ..]) => {
                self.asked.insert(name.to_string());
                predict::ask(workbook, self.lesson(name)?, question, &directive.body)
            }
            ("findings", []) => findings::table(workbook, &self.sections),
            ("end", []) => Err("{{#end}} without a {{#predict …}} above it".into()),
            _ => Err(format!("no directive {directive}: {}", page::USAGE)),
        }
    }

    /// The lesson of exactly this name: what is typed in a book is not abbreviated.
    fn lesson(&self, name: &str) -> Result<&'a Lesson, String> {
        let named = self.workbook.lesson(name).map_err(|e| e.to_string())?;
        (named.name == name)
            .then_some(named)
            .ok_or_else(|| format!("no lesson `{name}`; did you mean {}?", named.name))
    }

    fn exercise(&self, id: &str) -> Result<&'a Exercise, String> {
        let named = self
            .workbook
            .exercises_named(id)
            .map_err(|e| e.to_string())?;
        let ids = || {
            named
                .iter()
                .map(|exercise| exercise.id.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let exact = named.iter().find(|exercise| exercise.id == id).copied();
        exact.ok_or_else(|| format!("no exercise `{id}`; did you mean {}?", ids()))
    }

    fn report_unshown(&mut self) {
        for chapter in &self.workbook.chapters {
            let lessons = chapter
                .lessons
                .iter()
                .map(|lesson| ("lesson", &lesson.name));
            let exercises = chapter
                .exercises
                .iter()
                .map(|exercise| ("exercise", &exercise.id));
            for (kind, name) in lessons
                .chain(exercises)
                .filter(|(_, name)| !self.shown.contains(*name))
            {
                let page = shown(self.workbook, &chapter.page);
                self.errors.push(format!(
                    "{page}: the {kind} {name} is on no page: add {{{{#{kind} {name}}}}}"
                ));
            }
        }
    }
}

/// A path as one would type it at the root, on every system.
fn shown(workbook: &Workbook, path: &Path) -> String {
    workbook
        .shown(path)
        .display()
        .to_string()
        .replace('\\', "/")
}

/// Reads a file that a directive needs. `cure` is what to do if it is not there.
fn read(workbook: &Workbook, path: &Path, cure: &str) -> Result<String, String> {
    std::fs::read_to_string(path)
        .map(|text| text.replace("\r\n", "\n"))
        .map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => format!("{} is missing: {cure}", shown(workbook, path)),
            _ => format!("cannot read {}: {e}", shown(workbook, path)),
        })
}
