//! The timeline: a row for each lane, time from left to right, what is waited on inside the bar.

use super::text::{Line, Page, Paint, Piece, Text};
use crate::findings::{self, Finding};
use crate::time;
use crate::trace::Clock;
use crate::view::{Kind, Lane, Outcome, Poll, View};

/// More rows are not looked at; the rest is counted.
const MOST_ROWS: usize = 40;
/// Names may take this part of the width, and no more than so many columns.
const NAME_SHARE: usize = 3;
const LONGEST_NAME: usize = 24;

/// Draws a view under a title, with its findings below.
pub fn draw(view: &View, title: &str, page: Page) -> Text {
    let mut text = chart(view, title, page);
    push_findings(&mut text, &findings::find(view), page);
    text
}

/// Draws a view under a title, without its findings.
pub fn chart(view: &View, title: &str, page: Page) -> Text {
    let mut text = Text::default();
    let chart = Chart::new(view, page);
    text.push_wrapped("", &heading(view, title), Paint::Title, page.width);
    if !view.lanes.is_empty() {
        text.0.extend(chart.axis());
        text.0.extend(
            view.lanes
                .iter()
                .take(MOST_ROWS)
                .map(|lane| chart.row(lane)),
        );
        if view.lanes.len() > MOST_ROWS {
            text.push(
                format!("and {} more", view.lanes.len() - MOST_ROWS),
                Paint::Dim,
            );
        }
        text.push_wrapped("", &chart.legend(), Paint::Dim, page.width);
    }
    text
}

/// `gather: 5 s on the virtual clock`.
pub fn heading(view: &View, title: &str) -> String {
    let length = time::show(view.end);
    match view.clock {
        Clock::Virtual => format!("{title}: {length} on the virtual clock"),
        Clock::Hybrid => format!("{title}: {length} on the hybrid clock"),
        Clock::Real => format!("{title}: {length}"),
    }
}

/// Appends the findings, a sentence each.
pub fn push_findings(text: &mut Text, findings: &[Finding], page: Page) {
    for finding in findings {
        let (mark, paint) = match (finding.kind, page.unicode) {
            (findings::Kind::Fact, true) => ("→ ", Paint::Fact),
            (findings::Kind::Fact, false) => ("> ", Paint::Fact),
            (findings::Kind::Mistake, true) => ("✗ ", Paint::Mistake),
            (findings::Kind::Mistake, false) => ("X ", Paint::Mistake),
        };
        let at = finding
            .at
            .as_ref()
            .map_or(String::new(), |at| format!(" ({at})"));
        // A place that the sentence names already is not named again.
        let at = if finding.message.contains(at.trim()) {
            String::new()
        } else {
            at
        };
        text.push_wrapped(
            mark,
            &format!("{}: {}{at}", finding.name, finding.message),
            paint,
            page.width,
        );
    }
}

/// The glyphs. Whatever they say, they say without colour.
struct Glyphs {
    poll: char,
    wait: char,
    busy: char,
    tick: char,
    axis: char,
    task: &'static str,
    done: char,
    cancelled: char,
    panicked: char,
    open: char,
}

const UNICODE: Glyphs = Glyphs {
    poll: '●',
    wait: '─',
    busy: '█',
    tick: '┴',
    axis: '─',
    task: "↳ ",
    done: '✓',
    cancelled: '✗',
    panicked: '‼',
    open: '…',
};
const ASCII: Glyphs = Glyphs {
    poll: 'o',
    wait: '-',
    busy: '#',
    tick: '+',
    axis: '-',
    task: "> ",
    done: '|',
    cancelled: 'X',
    panicked: '!',
    open: '?',
};

impl Glyphs {
    fn end(&self, outcome: Outcome) -> char {
        match outcome {
            Outcome::Done => self.done,
            Outcome::Cancelled => self.cancelled,
            Outcome::Panicked => self.panicked,
            Outcome::Open => self.open,
        }
    }
}

struct Chart<'a> {
    view: &'a View,
    glyphs: &'static Glyphs,
    names: usize,
    width: usize,
    end: u64,
}

impl<'a> Chart<'a> {
    fn new(view: &'a View, page: Page) -> Chart<'a> {
        let glyphs = if page.unicode { &UNICODE } else { &ASCII };
        let longest = view
            .lanes
            .iter()
            .map(|lane| name(lane, glyphs).chars().count())
            .max()
            .unwrap_or(0);
        let names = longest
            .min(LONGEST_NAME)
            .min(page.width / NAME_SHARE)
            .max(2);
        let width = page.width.saturating_sub(names + 2).max(2);
        Chart {
            view,
            glyphs,
            names,
            width,
            end: view.end.max(1),
        }
    }

    fn column(&self, t: u64) -> usize {
        let last = self.width as u128 - 1;
        ((u128::from(t) * last + u128::from(self.end) / 2) / u128::from(self.end)) as usize
    }

    /// Two lines: the numbers, and the ticks below them.
    fn axis(&self) -> Vec<Line> {
        let step = tick_step(self.end, (self.width / 10).clamp(1, 8) as u64);
        let (unit, one) = if step % 1_000_000 == 0 {
            ("s", 1_000_000)
        } else {
            ("ms", 1_000)
        };
        let mut numbers = vec![' '; self.width];
        let mut line = vec![self.glyphs.axis; self.width];
        let mut free = 0;
        for t in (0..=self.end).step_by(step as usize) {
            let number = (t / one).to_string();
            let column = self.column(t);
            line[column] = self.glyphs.tick;
            let start = column.min(self.width.saturating_sub(number.len()));
            if start < free {
                continue;
            }
            for (i, digit) in number.chars().enumerate().take(self.width - start) {
                numbers[start + i] = digit;
            }
            free = start + number.len() + 1;
        }
        vec![
            self.line(unit, numbers.into_iter().collect()),
            self.line("", line.into_iter().collect()),
        ]
    }

    fn line(&self, name: &str, rest: String) -> Line {
        let text = format!("{name:names$}  {rest}", names = self.names);
        Line(vec![Piece {
            text,
            paint: Paint::Dim,
        }])
    }

    fn row(&self, lane: &Lane) -> Line {
        let mut cells: Vec<(char, Paint)> = vec![(' ', Paint::Plain); self.width];
        let (first, last) = (self.column(lane.start), self.column(lane.end));
        cells[first..=last].fill((self.glyphs.wait, Paint::Dim));
        self.write_waits(lane, last, &mut cells);
        for poll in &lane.polls {
            let (glyph, paint) = match poll.busy {
                0 => (self.glyphs.poll, Paint::Poll),
                _ => (self.glyphs.busy, Paint::Busy),
            };
            cells[self.column(poll.start)..=self.column(poll.end).min(last)].fill((glyph, paint));
        }
        cells[last] = (self.glyphs.end(lane.outcome), Paint::End(lane.outcome));
        let name: String = name(lane, self.glyphs).chars().take(self.names).collect();
        let mut line = vec![Piece {
            text: format!("{name:names$}  ", names = self.names),
            paint: Paint::Plain,
        }];
        line.extend(pieces(&cells));
        Line(line)
    }

    /// Writes what is waited on into the bar, once for each wait: where there first is room between two polls.
    fn write_waits(&self, lane: &Lane, last: usize, cells: &mut [(char, Paint)]) {
        for polls in lane.polls.chunk_by(|a, b| a.on == b.on) {
            let Some(wait) = &polls[0].on else { continue };
            let next = |poll: &Poll| lane.polls.iter().find(|later| later.start > poll.end);
            let room = polls.iter().find_map(|poll| {
                let (from, until) = (
                    self.column(poll.end) + 2,
                    next(poll).map_or(last, |p| self.column(p.start)),
                );
                (from + wait.what.chars().count() + 3 <= until).then_some(from)
            });
            let Some(from) = room else { continue };
            for (cell, c) in cells[from..]
                .iter_mut()
                .zip(format!(" {} ", wait.what).chars())
            {
                *cell = (c, Paint::Dim);
            }
        }
    }

    /// The glyphs that occur, and what they mean.
    fn legend(&self) -> String {
        let lanes = &self.view.lanes;
        let ends = |outcome| lanes.iter().any(|lane| lane.outcome == outcome);
        let g = self.glyphs;
        let entries = [
            (true, g.poll.to_string(), "polled"),
            (true, g.wait.to_string(), "waiting"),
            (
                lanes.iter().any(|l| l.polls.iter().any(|p| p.busy > 0)),
                g.busy.to_string(),
                "holds the thread",
            ),
            (ends(Outcome::Done), g.done.to_string(), "done"),
            (
                ends(Outcome::Cancelled),
                g.cancelled.to_string(),
                "cancelled",
            ),
            (ends(Outcome::Panicked), g.panicked.to_string(), "panicked"),
            (ends(Outcome::Open), g.open.to_string(), "never ended"),
            (
                lanes.iter().any(|l| l.kind == Kind::Task),
                g.task.trim().to_string(),
                "own task",
            ),
        ];
        let shown = entries.iter().filter(|(occurs, ..)| *occurs);
        shown
            .map(|(_, glyph, meaning)| format!("{glyph} {meaning}"))
            .collect::<Vec<_>>()
            .join("  ")
    }
}

/// The name of a lane, as far in as it is deep, with the mark of a task.
fn name(lane: &Lane, glyphs: &Glyphs) -> String {
    let mark = if matches!(lane.kind, Kind::Task | Kind::Blocking) {
        glyphs.task
    } else {
        ""
    };
    format!("{}{mark}{}", "  ".repeat(lane.depth), lane.label())
}

/// Joins neighbours of one paint.
fn pieces(cells: &[(char, Paint)]) -> Vec<Piece> {
    cells
        .chunk_by(|a, b| a.1 == b.1)
        .map(|run| Piece {
            text: run.iter().map(|cell| cell.0).collect(),
            paint: run[0].1,
        })
        .collect()
}

/// The distance between ticks: 1, 2 or 5 times a power of ten milliseconds, so that there are at most `most`.
fn tick_step(end: u64, most: u64) -> u64 {
    let steps = (0..).flat_map(|power| [1, 2, 5].map(|n: u64| n * 1000 * 10u64.pow(power)));
    steps
        .into_iter()
        .find(|step| end / step <= most)
        .expect("the steps grow without end")
}
