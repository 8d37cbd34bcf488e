//! The source that a trace speaks of.

use crate::place::Place;
use std::collections::HashMap;
use std::fmt;

/// Lines. Whoever spawns more in one statement is not told that its panic was lost.
const LONGEST_STATEMENT: usize = 200;

/// A place in the source, and its line in the file as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The place as recorded.
    pub place: Place,
    /// The line, counted from 1, if the file was given and still has the function.
    pub line: Option<u32>,
    /// The statement that begins on that line, as far as brackets tell: its lines, without indentation.
    pub text: String,
}

/// The files that a trace speaks of, by their names without folders.
#[derive(Debug, Clone, Default)]
pub struct Sources(HashMap<String, String>);

impl Sources {
    /// Adds the text of a file.
    pub fn add(&mut self, name: &str, text: String) {
        self.0.insert(name.to_string(), text);
    }

    /// The function that a place is in; empty if its file was not given.
    pub(super) fn function(&self, at: &str) -> String {
        let begin = Place::parse(at).map(|place| Place { line: 0, ..place });
        begin
            .filter(|place| !place.function.is_empty())
            .and_then(|place| self.find(&place.to_string()))
            .map_or(String::new(), |at| at.text)
    }

    /// The place that was recorded so.
    pub(super) fn find(&self, text: &str) -> Option<At> {
        let place = Place::parse(text)?;
        let source = self.0.get(&place.file);
        let line = source.and_then(|source| place.line_in(source));
        let text = source
            .zip(line)
            .map(|(source, line)| statement(source, line))
            .unwrap_or_default();
        Some(At { place, line, text })
    }
}

/// The lines from this one on until every bracket that was opened is closed.
fn statement(source: &str, line: u32) -> String {
    let mut text = String::new();
    let mut open = 0;
    for line in source
        .lines()
        .skip((line as usize).saturating_sub(1))
        .take(LONGEST_STATEMENT)
    {
        text.push_str(line.trim());
        open += line.matches(['(', '[', '{']).count() as i64
            - line.matches([')', ']', '}']).count() as i64;
        if open <= 0 {
            break;
        }
        text.push('\n');
    }
    text
}

impl At {
    /// Whether the place is a crate, and no file of the program's.
    pub fn is_in_a_library(&self) -> bool {
        !(self.place.file.ends_with(".rs") || self.place.file.ends_with(".py"))
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.place.file),
            None => self.place.fmt(f),
        }
    }
}
