//! Text that knows what each piece of it means. Who prints it decides whether that is shown as a colour:
//! a colour repeats what the glyph says, and never adds to it.

use crate::view::Outcome;
use std::fmt;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lines of painted text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Line>);

/// One line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

/// A piece of a line that means one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What is printed.
    pub text: String,
    /// What it means.
    pub paint: Paint,
}

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Nothing in particular.
    Plain,
    /// A heading.
    Title,
    /// Scaffolding: axes, waiting lines, the legend.
    Dim,
    /// A poll.
    Poll,
    /// A poll that held the thread.
    Busy,
    /// An end.
    End(Outcome),
    /// A finding that is good news.
    Fact,
    /// A finding that is a mistake.
    Mistake,
}

/// How much room there is, and which glyphs can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Box-drawing characters, or ASCII.
    pub unicode: bool,
}

impl Text {
    /// Appends a line of one piece.
    pub fn push(&mut self, text: impl Into<String>, paint: Paint) {
        self.0.push(Line(vec![Piece {
            text: text.into(),
            paint,
        }]));
    }

    /// Appends a sentence, broken between words. The first line begins with `mark`, the others are as far in.
    pub fn push_wrapped(&mut self, mark: &str, sentence: &str, paint: Paint, width: usize) {
        let indent = columns(mark);
        for (i, line) in wrap(sentence, width.saturating_sub(indent))
            .into_iter()
            .enumerate()
        {
            let start = if i == 0 {
                mark.to_string()
            } else {
                " ".repeat(indent)
            };
            self.push(start + &line, paint);
        }
    }
}

/// The columns that a text takes in a terminal.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text of exactly `width` columns: filled up with blanks, or with `gap` in place of its middle. The beginning and
/// the end of a name tell more than its middle: `worker Task 1` and `worker Task 2` differ at the end.
pub fn fit(text: &str, width: usize, gap: char) -> String {
    let mut fitted = if columns(text) <= width {
        text.to_string()
    } else {
        without_middle(text, width, gap)
    };
    fitted.extend(std::iter::repeat_n(
        ' ',
        width.saturating_sub(columns(&fitted)),
    ));
    fitted
}

fn without_middle(text: &str, width: usize, gap: char) -> String {
    let room = width.saturating_sub(1);
    let tail: Vec<char> = take(text.chars().rev(), room / 2).collect();
    let head: String = take(text.chars(), room - room / 2).collect();
    let gap = Some(gap).filter(|_| width > 0);
    head.chars()
        .chain(gap)
        .chain(tail.into_iter().rev())
        .collect()
}

/// As many characters as go into so many columns.
fn take(text: impl Iterator<Item = char>, mut room: usize) -> impl Iterator<Item = char> {
    text.map_while(move |c| {
        room = room.checked_sub(c.width().unwrap_or(0))?;
        Some(c)
    })
}

/// Breaks a sentence between words. A word that is too long for a line is broken inside.
pub fn wrap(sentence: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0;
    for word in words(sentence) {
        let needed = columns(&word) + 1;
        match lines.last_mut() {
            Some(line) if needed <= room => {
                line.push(' ');
                line.push_str(&word);
                room -= needed;
            }
            _ => {
                lines.extend(broken(&word, width));
                room = width.saturating_sub(lines.last().map_or(0, |line| columns(line)));
            }
        }
    }
    if lines.is_empty() {
        vec![String::new()]
    } else {
        lines
    }
}

/// The words of a sentence. A number and its unit are one: `7 s`.
fn words(sentence: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in sentence.split_whitespace() {
        let is_unit = matches!(
            word.trim_end_matches(|c: char| c.is_ascii_punctuation()),
            "s" | "ms"
        );
        match words.last_mut() {
            Some(number) if is_unit && number.ends_with(|c: char| c.is_ascii_digit()) => {
                number.push(' ');
                number.push_str(word);
            }
            _ => words.push(word.to_string()),
        }
    }
    words
}

/// A word, in pieces that go into a line. A character that is too wide for any line is left out.
fn broken(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars().filter(|c| c.width().unwrap_or(0) <= width) {
        let full = pieces
            .last()
            .is_some_and(|piece| columns(piece) + c.width().unwrap_or(0) > width);
        if full {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

impl fmt::Display for Text {
    /// Without colours.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.0 {
            let text: String = line.0.iter().map(|piece| piece.text.as_str()).collect();
            writeln!(f, "{}", text.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{columns, fit, wrap};

    #[test]
    fn no_line_is_wider_than_asked_for() {
        for width in 1..40 {
            let lines = wrap(
                "the three fetches ran one after another: 5 + 3 + 1 = 9 s",
                width,
            );
            assert!(
                lines.iter().all(|line| line.chars().count() <= width),
                "{width}: {lines:?}"
            );
            let all = lines.concat().replace(' ', "");
            assert_eq!(all, "thethreefetchesranoneafteranother:5+3+1=9s");
        }
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        assert_eq!(
            wrap("it took 7 s, not 9 s", 9),
            ["it took", "7 s, not", "9 s"]
        );
        assert_eq!(wrap("the call s", 8), ["the call", "s"]);
    }

    #[test]
    fn a_wide_character_takes_two_columns() {
        assert_eq!(wrap("東京 京都 Ōsaka", 6), ["東京", "京都", "Ōsaka"]);
        assert_eq!(wrap("東京", 1), [""]);
    }

    #[test]
    fn what_does_not_fit_loses_its_middle() {
        assert_eq!(fit("worker Task 1", 9, '…'), "work…sk 1");
        assert_eq!(fit("news", 6, '…'), "news  ");
        for width in 0..12 {
            assert_eq!(columns(&fit("東京都 weather", width, '~')), width);
        }
    }
}
