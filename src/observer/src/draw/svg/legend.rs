//! What the marks mean that occur in the picture.

use super::marks::{HELD, POOL, arrow, bar, block, end_mark, tick};
use super::text::{n, width};
use super::{MARGIN, Picture, SMALL_SIZE, WIDTH};
use crate::view::{Kind, Lane, Outcome, Waker};
use std::fmt::Write;

/// What a mark stands for.
#[derive(Clone, Copy)]
enum Symbol {
    Polled,
    Waits,
    Holds,
    Pool,
    Ends(Outcome),
    Woke,
}

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
                symbol.draw(x + 6.0, y),
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
        let is_shown = |symbol: Symbol| {
            let any = |is_it: &dyn Fn(&Lane) -> bool| self.rows.iter().any(is_it);
            match symbol {
                Symbol::Polled => true,
                Symbol::Waits => any(&|lane| self.view.shown_end_of(lane) > lane.start),
                Symbol::Holds => any(&Lane::holds_thread),
                Symbol::Pool => any(&|lane| lane.kind == Kind::Blocking),
                Symbol::Ends(outcome) => any(&|lane| lane.outcome == outcome),
                Symbol::Woke => {
                    let mut wakes = self.view.wakes.iter();
                    wakes.any(|wake| matches!(wake.by, Waker::Lane(by) if by != wake.of))
                }
            }
        };
        let all = [
            (Symbol::Polled, "polled"),
            (Symbol::Waits, "waiting"),
            (Symbol::Holds, "holds the thread"),
            (Symbol::Pool, "on the blocking pool"),
            (Symbol::Ends(Outcome::Done), "done"),
            (Symbol::Ends(Outcome::Cancelled), "cancelled"),
            (Symbol::Ends(Outcome::Panicked), "panicked"),
            (Symbol::Ends(Outcome::Raised), "raised"),
            (Symbol::Ends(Outcome::Open), "never ended"),
            (Symbol::Woke, "woke"),
        ];
        all.into_iter()
            .filter(|(symbol, _)| is_shown(*symbol))
            .collect()
    }
}

impl Symbol {
    /// Draws it with its middle at a point.
    fn draw(self, x: f64, y: f64) -> String {
        match self {
            Symbol::Polled => tick(x, y),
            Symbol::Waits => bar(x, y),
            Symbol::Holds => block(x, y, &HELD.of("fill")),
            Symbol::Pool => block(x, y, POOL),
            Symbol::Ends(outcome) => end_mark(outcome, x, y),
            Symbol::Woke => arrow(x, y),
        }
    }
}
