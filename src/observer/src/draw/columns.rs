//! A column for each lane, time from top to bottom: for a few tasks that talk to each other.
//!
//! A row is an instant at which something happened. What is said, and who woke whom, has room here.

use super::frame;
use super::glyphs::Glyphs;
use super::story;
use super::text::{self, Line, Page, Paint, Piece, Text};
use crate::findings;
use crate::time;
use crate::view::{Lane, Step, View, Waker, What};
use std::collections::BTreeMap;

/// A column is at least so wide, so that a word goes into it.
const NARROWEST: usize = 14;
/// In a wider one the eye loses the row.
const WIDEST: usize = 36;
/// Nobody reads on; the rest is counted.
const MOST_ROWS: usize = 200;

/// Draws a view under a title, with its findings below.
pub fn draw(view: &View, title: &str, page: Page) -> Text {
    let mut text = Text::default();
    frame::push_heading(&mut text, view, title, page);
    if !view.lanes.is_empty() {
        Table::new(view, page).push(&mut text);
    }
    frame::push_findings(&mut text, &findings::find(view), page);
    text
}

struct Table<'a> {
    view: &'a View,
    glyphs: &'static Glyphs,
    lanes: Vec<&'a Lane>,
    /// Columns for the time, and for each lane, with the blank behind it.
    times: usize,
    width: usize,
    page: Page,
}

/// What is written in one place of the table: a glyph, and the words beside it.
struct Cell {
    glyph: char,
    paint: Paint,
    words: String,
    /// The lane goes on below.
    goes_on: bool,
}

impl<'a> Table<'a> {
    fn new(view: &'a View, page: Page) -> Table<'a> {
        let times = view
            .steps
            .iter()
            .map(|step| time::show(step.t).len())
            .max()
            .unwrap_or(0)
            + 2;
        let room = page.width.saturating_sub(times);
        let lanes: Vec<&Lane> = view.lanes.iter().take((room / NARROWEST).max(1)).collect();
        let width = (room / lanes.len().max(1)).min(WIDEST);
        Table {
            view,
            glyphs: Glyphs::of(page.unicode),
            lanes,
            times,
            width,
            page,
        }
    }

    fn push(&self, text: &mut Text) {
        let heads = self.lanes.iter().map(|lane| {
            (
                text::wrap(&lane.label(), self.width.saturating_sub(1)),
                Paint::Plain,
                ' ',
            )
        });
        self.push_row(text, "", heads.collect());
        let rows = rows(self.view, &self.lanes);
        for (t, steps) in rows.iter().take(MOST_ROWS) {
            let cells = self
                .lanes
                .iter()
                .map(|lane| self.lines(&self.cell(lane, *t, steps)))
                .collect();
            self.push_row(text, &time::show(*t), cells);
        }
        let mut more = Vec::new();
        if rows.len() > MOST_ROWS {
            more.push(format!("and {} more rows", rows.len() - MOST_ROWS));
        }
        if self.lanes.len() < self.view.lanes.len() {
            more.push(format!(
                "no room for {} more columns",
                self.view.lanes.len() - self.lanes.len()
            ));
        }
        for line in more {
            text.push_wrapped("", &line, Paint::Dim, self.page.width);
        }
        for line in self
            .glyphs
            .legend(self.view, self.glyphs.down, self.page.width)
        {
            text.push(line, Paint::Dim);
        }
    }

    fn cell(&self, lane: &Lane, t: u64, steps: &[&Step]) -> Cell {
        let at = |other: u64| time::ms(other) * 1000 == t;
        let own: Vec<&What> = steps
            .iter()
            .filter(|step| step.lane == lane.id)
            .map(|step| &step.what)
            .collect();
        let words: Vec<String> = own
            .iter()
            .filter_map(|what| self.words(lane, what))
            .collect();
        let end = own.iter().find_map(|what| {
            if let What::Ends(outcome) = what {
                Some(*outcome)
            } else {
                None
            }
        });
        let polls = lane
            .polls
            .iter()
            .filter(|poll| at(poll.start) || at(poll.end));
        let poll = polls
            .max_by_key(|poll| poll.busy)
            .map(|poll| self.glyphs.poll(lane, poll));
        let is_there = (time::ms(lane.start) * 1000..=time::ms(lane.end) * 1000).contains(&t);
        let (glyph, paint) = match (end, poll) {
            (Some(outcome), _) => (self.glyphs.end(outcome), Paint::End(outcome)),
            (None, Some(poll)) => poll,
            (None, None) if is_there => (self.glyphs.down, Paint::Dim),
            (None, None) => (' ', Paint::Plain),
        };
        Cell {
            glyph,
            paint,
            words: words.join(", "),
            goes_on: is_there && !at(lane.end),
        }
    }

    /// What a step says beside its glyph.
    fn words(&self, lane: &Lane, what: &What) -> Option<String> {
        match what {
            What::Spawned(_) => Some("spawned".into()),
            What::Woken(by) if is_worth_a_word(lane, *by) => Some(format!(
                "{}{}",
                self.glyphs.woken,
                story::waker(self.view, lane, *by)
            )),
            What::Says(text) => Some(
                text.lines()
                    .map(story::quoted)
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            What::Waits(Some(wait)) => Some(wait.what.clone()),
            What::Held(ms) => Some(format!("{ms} ms")),
            What::Ends(outcome) => Some(story::ends(lane, *outcome).into()),
            What::Starts | What::Polled | What::Woken(_) | What::Waits(None) => None,
        }
    }

    /// A cell in lines. Where it needs several, the lane's line goes on at their left.
    fn lines(&self, cell: &Cell) -> (Vec<String>, Paint, char) {
        let words = text::wrap(&cell.words, self.width.saturating_sub(3));
        let below = if cell.goes_on { self.glyphs.down } else { ' ' };
        let glyph = |i| if i == 0 { cell.glyph } else { below };
        (
            words
                .iter()
                .enumerate()
                .map(|(i, line)| format!("{} {line}", glyph(i)))
                .collect(),
            cell.paint,
            below,
        )
    }

    /// Appends the lines of a row: those of its tallest cell.
    fn push_row(&self, text: &mut Text, time: &str, cells: Vec<(Vec<String>, Paint, char)>) {
        let height = cells
            .iter()
            .map(|(lines, ..)| lines.len())
            .max()
            .unwrap_or(0);
        for i in 0..height {
            let time = if i == 0 { time } else { "" };
            let mut line = vec![Piece {
                text: format!("{time:>width$}  ", width = self.times - 2),
                paint: Paint::Dim,
            }];
            line.extend(
                cells
                    .iter()
                    .map(|(lines, paint, below)| match lines.get(i) {
                        Some(words) => Piece {
                            text: text::fit(words, self.width, self.glyphs.gap),
                            paint: *paint,
                        },
                        None => Piece {
                            text: text::fit(&below.to_string(), self.width, ' '),
                            paint: Paint::Dim,
                        },
                    }),
            );
            text.0.push(Line(line));
        }
    }
}

/// That the timer wakes who sleeps goes without saying.
fn is_worth_a_word(lane: &Lane, by: Waker) -> bool {
    matches!(by, Waker::Lane(_) | Waker::Thread) && by != Waker::Lane(lane.id)
}

/// The instants at which something happened to one of these lanes, to the millisecond.
fn rows<'a>(view: &'a View, lanes: &[&Lane]) -> BTreeMap<u64, Vec<&'a Step>> {
    let mut rows: BTreeMap<u64, Vec<&Step>> = BTreeMap::new();
    for step in story::news(view) {
        if lanes.iter().any(|lane| lane.id == step.lane) {
            rows.entry(time::ms(step.t) * 1000).or_default().push(step);
        }
    }
    rows
}
