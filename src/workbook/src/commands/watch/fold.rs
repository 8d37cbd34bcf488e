//! Fits text with colours into a width.

use anstyle_parse::{DefaultCharAccumulator, Params, Parser, Perform};
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// Colours off.
const PLAIN: &str = "\u{1b}[0m";
const TAB: usize = 4;

/// The lines of a text, broken where they are wider than `width` columns. Each can be shown alone: a colour that is on
/// at its beginning is set in it, and none is on at its end. Of all that a terminal obeys only colours are kept.
pub fn fold(text: &str, width: usize) -> Vec<String> {
    let mut folded = Folded {
        width: width.max(1),
        lines: Vec::new(),
        line: String::new(),
        column: 0,
        colour: String::new(),
    };
    let mut parser = Parser::<DefaultCharAccumulator>::new();
    for byte in text.trim_end().bytes() {
        parser.advance(&mut folded, byte);
    }
    folded.end_line();
    folded.lines
}

/// A text without colours, and without anything else that a terminal obeys.
pub fn plain(text: &[u8]) -> String {
    let mut plain = Plain(String::new());
    let mut parser = Parser::<DefaultCharAccumulator>::new();
    text.iter()
        .for_each(|byte| parser.advance(&mut plain, *byte));
    plain.0
}

struct Plain(String);

impl Perform for Plain {
    fn print(&mut self, c: char) {
        self.0.extend(Some(c).filter(|c| is_shown(*c)));
    }
}

/// Whether a character stands for itself: it is no control character, and does not turn the writing around.
fn is_shown(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

struct Folded {
    width: usize,
    lines: Vec<String>,
    line: String,
    column: usize,
    /// The codes that have been set since colours were last off.
    colour: String,
}

impl Folded {
    fn end_line(&mut self) {
        if !self.colour.is_empty() {
            self.line.push_str(PLAIN);
        }
        self.lines.push(std::mem::take(&mut self.line));
        self.line.push_str(&self.colour);
        self.column = 0;
    }
}

impl Perform for Folded {
    fn print(&mut self, c: char) {
        // What has no width, or more than there is room for, would shift the rest.
        let wide = c.width().filter(|wide| *wide <= self.width);
        let Some(wide) = wide.filter(|_| is_shown(c)) else {
            return;
        };
        if self.column + wide > self.width {
            self.end_line();
        }
        self.line.push(c);
        self.column += wide;
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\n' => self.end_line(),
            b'\t' => (0..TAB - self.column % TAB).for_each(|_| self.print(' ')),
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: u8) {
        if action != b'm' || ignore || !intermediates.is_empty() {
            return;
        }
        let numbers: Vec<String> = params
            .iter()
            .map(|part| {
                part.iter()
                    .map(u16::to_string)
                    .collect::<Vec<_>>()
                    .join(":")
            })
            .collect();
        let mut code = String::new();
        let _ = write!(code, "\u{1b}[{}m", numbers.join(";"));
        if matches!(numbers.join(";").as_str(), "" | "0") {
            self.colour.clear();
        } else {
            self.colour.push_str(&code);
        }
        self.line.push_str(&code);
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, plain};
    use observer::draw::text::columns;

    #[test]
    fn a_line_is_broken_at_the_width_and_keeps_its_colour() {
        assert_eq!(fold("abcdef\ngh", 4), ["abcd", "ef", "gh"]);
        assert_eq!(
            fold("\u{1b}[31mabcd\u{1b}[0me", 2),
            ["\u{1b}[31mab\u{1b}[0m", "\u{1b}[31mcd\u{1b}[0m", "e"]
        );
        assert_eq!(fold("日本", 3), ["日", "本"]);
        assert_eq!(fold("a日b", 1), ["a", "b"]);
    }

    #[test]
    fn only_colours_get_through() {
        let hostile = "a\u{1b}[2J\u{1b}[?1049h\u{1b}]52;c;x\u{7}\u{1b}]8;;javascript:x\u{1b}\\b\u{1b}c\r\u{8}\u{9b}2Jc\0\u{202e}";
        // What follows an eight-bit control character is text.
        assert_eq!(fold(hostile, 80), ["ab2Jc"]);
        assert_eq!(plain(b"\x1b[33mwarning:\x1b[0m a"), "warning: a");
    }

    #[test]
    fn no_line_is_too_wide_at_any_width() {
        let text = "✗ 日本語 \u{1b}[1mwaits 👩‍👩‍👧 for\u{1b}[0m e\u{301} a\tb ─────●";
        for width in 1..=200 {
            for line in fold(text, width) {
                let plain = line.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
                assert!(columns(&plain) <= width, "{width}: {line:?}");
            }
        }
    }
}
