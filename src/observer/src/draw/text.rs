//! Text that knows what each piece of it means. Who prints it decides whether that is shown as a colour:
//! a colour repeats what the glyph says, and never adds to it.

use crate::view::Outcome;
use std::fmt;

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
        let indent = mark.chars().count();
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

/// Breaks a sentence between words. A word that is too long for a line is broken inside.
pub fn wrap(sentence: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    let mut room = width;
    for word in sentence.split_whitespace() {
        let mut rest: Vec<char> = word.chars().collect();
        let line_is_empty = room == width;
        if !line_is_empty && rest.len() < room {
            lines.last_mut().expect("there is always a line").push(' ');
            room -= 1;
        } else if !line_is_empty {
            lines.push(String::new());
            room = width;
        }
        while rest.len() > room {
            let tail = rest.split_off(room);
            lines
                .last_mut()
                .expect("there is always a line")
                .extend(rest);
            lines.push(String::new());
            (rest, room) = (tail, width);
        }
        room -= rest.len();
        lines
            .last_mut()
            .expect("there is always a line")
            .extend(rest);
    }
    lines
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
    use super::wrap;

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
}
