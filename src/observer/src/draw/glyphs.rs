//! The glyphs of the terminal. Whatever they say, they say without colour.

use super::text::{Paint, columns, wrap};
use crate::view::{Kind, Lane, Outcome, Poll, View};

/// One glyph, or two, for each thing that a drawing shows.
pub struct Glyphs {
    /// A poll.
    pub poll: char,
    /// Waiting, where time runs to the right.
    pub wait: char,
    /// Waiting, where time runs down.
    pub down: char,
    /// A poll that holds the thread.
    pub busy: char,
    /// Work on the blocking pool.
    pub pool: char,
    /// A tick of the axis.
    pub tick: char,
    /// The axis between the ticks.
    pub axis: char,
    /// In place of what was left out of a name.
    pub gap: char,
    /// Before the name of a task.
    pub task: &'static str,
    /// Before the name of who woke it.
    pub woken: &'static str,
    /// Before a finding that is good news.
    pub fact: &'static str,
    /// Before a finding that is a mistake.
    pub mistake: &'static str,
    done: char,
    cancelled: char,
    panicked: char,
    raised: char,
    open: char,
}

const UNICODE: Glyphs = Glyphs {
    poll: '●',
    wait: '─',
    down: '│',
    busy: '█',
    pool: '▒',
    tick: '┴',
    axis: '─',
    gap: '…',
    task: "↳ ",
    woken: "← ",
    fact: "→ ",
    mistake: "✗ ",
    done: '✓',
    cancelled: '✗',
    panicked: '‼',
    raised: '!',
    open: '…',
};
const ASCII: Glyphs = Glyphs {
    poll: 'o',
    wait: '-',
    down: ':',
    busy: '#',
    pool: '=',
    tick: '+',
    axis: '-',
    gap: '~',
    task: "> ",
    woken: "< ",
    fact: "> ",
    mistake: "X ",
    done: '|',
    cancelled: 'X',
    panicked: '!',
    raised: '!',
    open: '?',
};

impl Glyphs {
    /// Those that the page can show.
    pub fn of(unicode: bool) -> &'static Glyphs {
        if unicode { &UNICODE } else { &ASCII }
    }

    /// A poll of a lane.
    pub fn poll(&self, lane: &Lane, poll: &Poll) -> (char, Paint) {
        match (lane.kind, poll.busy) {
            (Kind::Blocking, _) => (self.pool, Paint::Poll),
            (_, 0) => (self.poll, Paint::Poll),
            (_, _) => (self.busy, Paint::Busy),
        }
    }

    /// How a lane ended.
    pub fn end(&self, outcome: Outcome) -> char {
        match outcome {
            Outcome::Done => self.done,
            Outcome::Cancelled => self.cancelled,
            Outcome::Panicked => self.panicked,
            Outcome::Raised => self.raised,
            Outcome::Open => self.open,
        }
    }

    /// The glyphs that occur, and what they mean, in lines of at most `width` columns. `wait` is how waiting is drawn.
    pub fn legend(&self, view: &View, wait: char, width: usize) -> Vec<String> {
        let ends = |outcome| view.lanes.iter().any(|lane| lane.outcome == outcome);
        let is_task = |kind| matches!(kind, Kind::Task | Kind::Blocking);
        let entries = [
            (true, self.poll.to_string(), "polled"),
            (
                view.lanes
                    .iter()
                    .any(|lane| view.shown_end_of(lane) > lane.start),
                wait.to_string(),
                "waiting",
            ),
            (
                view.lanes.iter().any(Lane::holds_thread),
                self.busy.to_string(),
                "holds the thread",
            ),
            (
                view.lanes.iter().any(|lane| lane.kind == Kind::Blocking),
                self.pool.to_string(),
                "on the blocking pool",
            ),
            (ends(Outcome::Done), self.done.to_string(), "done"),
            (
                ends(Outcome::Cancelled),
                self.cancelled.to_string(),
                "cancelled",
            ),
            (
                ends(Outcome::Panicked),
                self.panicked.to_string(),
                "panicked",
            ),
            (ends(Outcome::Raised), self.raised.to_string(), "raised"),
            (ends(Outcome::Open), self.open.to_string(), "never ended"),
            (
                view.lanes.iter().any(|lane| is_task(lane.kind)),
                self.task.trim().to_string(),
                "own task",
            ),
        ];
        let shown = entries.into_iter().filter(|(occurs, ..)| *occurs);
        let mut lines: Vec<String> = Vec::new();
        for entry in shown.map(|(_, glyph, meaning)| format!("{glyph} {meaning}")) {
            match lines.last_mut() {
                Some(line) if columns(line) + 2 + columns(&entry) <= width => {
                    line.push_str("  ");
                    line.push_str(&entry);
                }
                _ => lines.extend(wrap(&entry, width)),
            }
        }
        lines
    }
}
