//! Colours: the one place that knows which colour a meaning has.

use colored::{ColoredString, Colorize};
use observer::draw::text::{Paint, Piece, Text};
use observer::view::Outcome;
use std::fmt::Write;

/// A drawing, in colour where that is wanted.
pub fn text(text: &Text) -> String {
    let mut painted = String::new();
    for line in &text.0 {
        let visible: usize = line.0.iter().map(|piece| piece.text.len()).sum();
        let trailing = line
            .0
            .last()
            .map_or(0, |piece| piece.text.len() - piece.text.trim_end().len());
        for (i, piece) in line.0.iter().enumerate() {
            let is_last = i + 1 == line.0.len() && trailing < visible;
            let shown = if is_last {
                piece.text.trim_end()
            } else {
                piece.text.as_str()
            };
            let _ = write!(
                painted,
                "{}",
                paint(&Piece {
                    text: shown.into(),
                    paint: piece.paint
                })
            );
        }
        painted.push('\n');
    }
    painted
}

fn paint(piece: &Piece) -> ColoredString {
    let text = piece.text.as_str();
    match piece.paint {
        Paint::Plain => text.normal(),
        Paint::Title => text.bold(),
        Paint::Dim => text.dimmed(),
        Paint::Poll => text.cyan(),
        Paint::Busy => text.red(),
        Paint::End(Outcome::Done) => text.green().bold(),
        Paint::End(Outcome::Cancelled) => text.yellow().bold(),
        Paint::End(Outcome::Panicked | Outcome::Raised) => text.red().bold(),
        Paint::End(Outcome::Open) => text.magenta().bold(),
        Paint::Fact => text.green(),
        Paint::Mistake => text.yellow(),
    }
}
