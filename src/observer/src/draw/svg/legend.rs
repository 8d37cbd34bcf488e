//! What the marks mean that occur in the picture.

use super::marks::{HELD, POOL, arrow, bar, block, end_mark, tick};
use super::text::{n, width};
use super::{MARGIN, Picture, SMALL_SIZE, WIDTH};
use crate::view::{Kind, Lane, Outcome, Waker};
use std::fmt::Write;

/// Draws something with its middle at a point.
type Symbol = fn(f64, f64) -> String;

impl Picture<'_> {
    /// The marks that occur, and what they mean; and how many rows that takes.
    pub(super) fn legend(&self) -> (String, usize) {
        let y0 = self.y(self.rows.len()) + 20.0;
        let (mut x, mut row) = (MARGIN, 0);
        let mut legend = String::new();
        for (symbol, meaning) in self.symbols() {
            let wide = 18.0 + width(meaning, SMALL_SIZE) + 14.0;
            if x + wide > WIDTH - MARGIN && x > MARGIN {
                (x, row) = (MARGIN, row + 1);
            }
            let y = y0 + 20.0 * row as f64;
            let _ = writeln!(
                legend,
                r#"{}<text x="{}" y="{}">{meaning}</text>"#,
                symbol(x + 6.0, y),
                n(x + 18.0),
                n(y + 4.0)
            );
            x += wide;
        }
        (
            format!("<g font-size=\"{SMALL_SIZE}\">\n{legend}</g>\n"),
            row + 1,
        )
    }

    fn symbols(&self) -> Vec<(Symbol, &'static str)> {
        let ends = |outcome| self.rows.iter().any(|lane| lane.outcome == outcome);
        let held = self.rows.iter().any(Lane::holds_thread);
        let pool = self.rows.iter().any(|lane| lane.kind == Kind::Blocking);
        let waits = self
            .rows
            .iter()
            .any(|lane| self.view.shown_end_of(lane) > lane.start);
        let woke = self
            .view
            .wakes
            .iter()
            .any(|wake| matches!(wake.by, Waker::Lane(by) if by != wake.of));
        let symbols: [(bool, Symbol, &str); 10] = [
            (true, |x, y| tick(x, y), "polled"),
            (waits, |x, y| bar(x, y), "waiting"),
            (
                held,
                |x, y| block(x, y, &HELD.of("fill")),
                "holds the thread",
            ),
            (pool, |x, y| block(x, y, POOL), "on the blocking pool"),
            (
                ends(Outcome::Done),
                |x, y| end_mark(Outcome::Done, x, y),
                "done",
            ),
            (
                ends(Outcome::Cancelled),
                |x, y| end_mark(Outcome::Cancelled, x, y),
                "cancelled",
            ),
            (
                ends(Outcome::Panicked),
                |x, y| end_mark(Outcome::Panicked, x, y),
                "panicked",
            ),
            (
                ends(Outcome::Raised),
                |x, y| end_mark(Outcome::Raised, x, y),
                "raised",
            ),
            (
                ends(Outcome::Open),
                |x, y| end_mark(Outcome::Open, x, y),
                "never ended",
            ),
            (woke, |x, y| arrow(x, y), "woke"),
        ];
        symbols
            .into_iter()
            .filter(|(occurs, ..)| *occurs)
            .map(|(_, symbol, meaning)| (symbol, meaning))
            .collect()
    }
}
