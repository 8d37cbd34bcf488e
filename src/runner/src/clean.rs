//! What a program writes, made fit for a terminal: text, colours, and nothing else.
//!
//! A program that prints its input, or garbage, must not clear the screen, write to the clipboard, switch the mouse on
//! or leave everything red. Text is never lost: a byte that is none is shown as `U+FFFD`.

use anstyle_parse::{Params, Parser, Perform};
use std::fmt::Write;

/// Cleans a stream, in pieces of any length. All in one piece or each byte alone comes to the same.
#[derive(Default)]
pub struct Cleaner {
    parser: Parser,
    shown: Shown,
    /// The beginning of a character whose end has not come yet.
    rest: Vec<u8>,
}

/// What is left of it.
#[derive(Default)]
struct Shown {
    colour: bool,
    is_coloured: bool,
    text: String,
}

impl Cleaner {
    /// For a terminal, with `colour` if the person wants any.
    pub fn new(colour: bool) -> Cleaner {
        let shown = Shown {
            colour,
            ..Shown::default()
        };
        Cleaner {
            shown,
            ..Cleaner::default()
        }
    }

    /// What is to be shown of the next piece.
    pub fn clean(&mut self, bytes: &[u8]) -> String {
        self.rest.extend(bytes);
        let bytes = std::mem::take(&mut self.rest);
        let mut bytes = bytes.as_slice();
        loop {
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    self.read(text);
                    break;
                }
                Err(e) => {
                    let (text, wrong) = bytes.split_at(e.valid_up_to());
                    self.read(std::str::from_utf8(text).unwrap_or_default());
                    let Some(length) = e.error_len() else {
                        self.rest = wrong.to_vec();
                        break;
                    };
                    self.read("\u{fffd}");
                    bytes = &wrong[length..];
                }
            }
        }
        std::mem::take(&mut self.shown.text)
    }

    /// What is to be shown at the end: half a character, and an end to the colours.
    pub fn end(&mut self) -> String {
        if !std::mem::take(&mut self.rest).is_empty() {
            self.read("\u{fffd}");
        }
        if std::mem::take(&mut self.shown.is_coloured) {
            self.shown.text.push_str("\u{1b}[0m");
        }
        std::mem::take(&mut self.shown.text)
    }

    fn read(&mut self, text: &str) {
        for byte in text.bytes() {
            self.parser.advance(&mut self.shown, byte);
        }
    }
}

/// A whole text without colours.
pub fn clean(text: &str) -> String {
    let mut cleaner = Cleaner::new(false);
    let cleaned = cleaner.clean(text.as_bytes());
    cleaned + &cleaner.end()
}

impl Perform for Shown {
    fn print(&mut self, c: char) {
        let turns_text_around = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match c {
            _ if turns_text_around => self.text.push('\u{fffd}'),
            c if !c.is_control() => self.text.push(c),
            _ => {}
        }
    }

    fn execute(&mut self, byte: u8) {
        if matches!(byte, b'\n' | b'\r' | b'\t') {
            self.text.push(byte.into());
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: u8) {
        if action != b'm' || !intermediates.is_empty() || ignore || !self.colour {
            return;
        }
        let numbers: Vec<String> = params
            .iter()
            .map(|parts| {
                parts
                    .iter()
                    .map(u16::to_string)
                    .collect::<Vec<_>>()
                    .join(":")
            })
            .collect();
        self.is_coloured = !matches!(numbers.join(";").as_str(), "" | "0");
        let _ = write!(self.text, "\u{1b}[{}m", numbers.join(";"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(colour: bool, pieces: &[&[u8]]) -> String {
        let mut cleaner = Cleaner::new(colour);
        let mut text: String = pieces.iter().map(|piece| cleaner.clean(piece)).collect();
        text.push_str(&cleaner.end());
        text
    }

    #[test]
    fn only_colours_survive() {
        let cases: [(&[u8], &str); 12] = [
            (b"a\x1b[2Jb", "ab"),
            (b"a\x1b[?1049hb\x1b[?1000h", "ab"),
            (b"\x1b]52;c;aGk=\x07x", "x"),
            (
                b"\x1b]8;;javascript:alert(1)\x1b\\link\x1b]8;;\x1b\\",
                "link",
            ),
            (b"\x1b]0;title\x07t", "t"),
            (b"a\xc2\x9b2Jb", "a2Jb"),
            (b"a\x9bb", "a\u{fffd}b"),
            (b"\x1bcx\x07\x08\x00y", "xy"),
            (b"1\r2\r\n\t3", "1\r2\r\n\t3"),
            ("\u{202e}abc".as_bytes(), "\u{fffd}abc"),
            (b"\x1b[31mred", "\u{1b}[31mred\u{1b}[0m"),
            (
                b"\x1b[38:2:1:2:3;1mx\x1b[0my",
                "\u{1b}[38:2:1:2:3;1mx\u{1b}[0my",
            ),
        ];
        for (bytes, shown) in cases {
            assert_eq!(all(true, &[bytes]), shown, "{bytes:?}");
        }
        assert_eq!(all(false, &[b"\x1b[31mred\x1b[0m"]), "red");
    }

    #[test]
    fn no_text_is_lost() {
        assert_eq!(
            all(true, &[b"\xc3A\xff\xf0\x9fB\xe2\x82"]),
            "\u{fffd}A\u{fffd}\u{fffd}B\u{fffd}"
        );
    }

    #[test]
    fn however_it_comes_it_is_the_same() {
        let bytes = "é€🦀\u{1b}[1;31mred\u{1b}[0m\u{1b}]0;t\u{7}\u{9b}2J".as_bytes();
        let bytes = [bytes, b"\xc3(\xf0\x9f", b"\x1b["].concat();
        let whole = all(true, &[&bytes]);
        for i in 0..bytes.len() {
            for j in i..bytes.len() {
                assert_eq!(all(true, &[&bytes[..i], &bytes[i..j], &bytes[j..]]), whole);
            }
        }
    }
}
