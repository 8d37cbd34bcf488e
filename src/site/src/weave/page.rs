//! A page as it was written: lines of Markdown, and directives between them.

use std::fmt;

/// The directives that there are, for whoever mistyped one.
pub const USAGE: &str = "there are lesson NAME[:ANCHOR], twin NAME, output NAME, figure NAME [columns|story|python], \
                         exercise ID, findings, predict NAME line N|length … end";

/// One page of the book, before anything is put into it.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Its file below `book/src`: `gather.md`.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// A part of a page.
pub enum Piece<'a> {
    /// A line of Markdown.
    Text(&'a str),
    /// Something to be replaced.
    Directive(Directive<'a>),
    /// A directive that stands where it cannot be replaced, and why not.
    Error(String),
}

/// `{{#name arguments}}`.
pub struct Directive<'a> {
    pub name: &'a str,
    pub arguments: Vec<&'a str>,
    /// The lines up to `{{#end}}`, if it has one.
    pub body: Vec<&'a str>,
}

impl<'a> Page<'a> {
    /// The file's name as a part of an id.
    pub fn name(&self) -> String {
        self.file.trim_end_matches(".md").replace(['/', '\\'], "-")
    }

    /// The parts of the page, each with the number of its first line.
    pub fn pieces(&self) -> Vec<(usize, Piece<'a>)> {
        let mut lines = (1..).zip(self.text.lines());
        let mut pieces = Vec::new();
        let mut fence = None;
        while let Some((number, line)) = lines.next() {
            fence = fence_after(fence, line);
            let piece = match Directive::parse(line) {
                Some(_) if fence.is_some() => {
                    Piece::Error("a directive is no part of a code block".into())
                }
                Some(directive) => directive.with_body(&mut lines),
                None if fence.is_none() && mentions_one(line) => Piece::Error(
                    "a directive stands alone on its line, with nothing before and after it".into(),
                ),
                None => Piece::Text(line),
            };
            pieces.push((number, piece));
        }
        pieces
    }
}

impl<'a> Directive<'a> {
    fn parse(line: &'a str) -> Option<Directive<'a>> {
        let mut words = line
            .strip_prefix("{{#")?
            .trim_end()
            .strip_suffix("}}")?
            .split_whitespace();
        Some(Directive {
            name: words.next().unwrap_or(""),
            arguments: words.collect(),
            body: Vec::new(),
        })
    }

    /// Takes the lines of the body, and the one that ends it.
    fn with_body(mut self, lines: &mut impl Iterator<Item = (usize, &'a str)>) -> Piece<'a> {
        if self.name != "predict" {
            return Piece::Directive(self);
        }
        for (number, line) in lines {
            match Directive::parse(line) {
                None => self.body.push(line),
                Some(inner) if inner.name == "end" => return Piece::Directive(self),
                Some(inner) => {
                    return Piece::Error(format!(
                        "{self} goes on until line {number}: {inner} cannot be in it"
                    ));
                }
            }
        }
        Piece::Error(format!("{self} has no {{{{#end}}}}"))
    }
}

impl fmt::Display for Directive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments: String = self
            .arguments
            .iter()
            .map(|argument| format!(" {argument}"))
            .collect();
        write!(f, "{{{{#{}{arguments}}}}}", self.name)
    }
}

/// A page may speak of directives, as `code`. Any other mention is one in the wrong place.
fn mentions_one(line: &str) -> bool {
    line.match_indices("{{#")
        .any(|(i, _)| !line[..i].ends_with('`'))
}

/// The fence of the code block that a line is part of. The closing one is no part of it any more.
fn fence_after<'a>(fence: Option<&'a str>, line: &'a str) -> Option<&'a str> {
    let line = line.trim_start();
    let length = |mark: char| line.len() - line.trim_start_matches(mark).len();
    let (marks, rest) = line.split_at(length('`').max(length('~')));
    match fence {
        None => (marks.len() >= 3).then_some(marks),
        Some(open) if marks.starts_with(open) && rest.trim().is_empty() => None,
        Some(open) => Some(open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line for each piece that is not plain text.
    fn pieces(text: &str) -> Vec<String> {
        let page = Page { file: "a.md", text };
        let special = page
            .pieces()
            .into_iter()
            .filter_map(|(line, piece)| match piece {
                Piece::Text(_) => None,
                Piece::Directive(directive) => {
                    Some(format!("{line}: {directive} {:?}", directive.body))
                }
                Piece::Error(e) => Some(format!("{line}: {e}")),
            });
        special.collect()
    }

    #[test]
    fn a_directive_stands_alone_on_its_line() {
        assert_eq!(
            pieces("# A\n{{#lesson greet:main}}  \n"),
            ["2: {{#lesson greet:main}} []"]
        );
        assert!(pieces("see {{#lesson greet}}")[0].starts_with("1: a directive stands alone"));
        assert!(pieces("  {{#lesson greet}}")[0].starts_with("1: a directive stands alone"));
        assert!(pieces("one may write `{{#lesson greet}}`").is_empty());
    }

    #[test]
    fn a_directive_is_no_part_of_a_code_block() {
        let text = "```text\n{{#output greet}}\n```\n\n````md\n```\n{{#twin greet}}\n````\n{{#output greet}}\n";
        let found = pieces(text);
        assert_eq!(found[0], "2: a directive is no part of a code block");
        assert_eq!(found[1], "7: a directive is no part of a code block");
        assert_eq!(found[2], "9: {{#output greet}} []");
        assert!(pieces("```rust\nformat!(\"{{#{x}\")\n```").is_empty());
    }

    #[test]
    fn a_prediction_has_the_lines_up_to_its_end() {
        assert_eq!(
            pieces("{{#predict a line 1}}\nWhat?\n{{#end}}\n"),
            ["1: {{#predict a line 1}} [\"What?\"]"]
        );
        assert_eq!(
            pieces("{{#predict a line 1}}\nWhat?\n"),
            ["1: {{#predict a line 1}} has no {{#end}}"]
        );
        let nested = "{{#predict a length}}\n{{#output a}}\n";
        assert_eq!(
            pieces(nested),
            ["1: {{#predict a length}} goes on until line 2: {{#output a}} cannot be in it"]
        );
    }
}
