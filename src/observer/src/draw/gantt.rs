//! The timeline: a row for each lane, time from left to right, what is waited on inside the bar.

use super::axis::axis;
use super::frame;
use super::glyphs::Glyphs;
use super::text::{self, Line, Page, Paint, Piece, Text};
use super::waits;
use crate::findings;
use crate::view::{Kind, Lane, View};

pub use super::frame::{heading, push_differences, push_findings};

/// More rows are not looked at; the rest is counted.
const MOST_ROWS: usize = 40;
/// Names may take this part of the width, and no more than so many columns.
const NAME_SHARE: usize = 3;
const LONGEST_NAME: usize = 24;
/// On such a page every column counts.
const NARROW: usize = 40;
/// A number on the axis has so many columns to itself, so that no two touch.
const TICK_SPACE: usize = 10;
const MOST_TICKS: usize = 8;

/// Draws a view under a title, with its findings below.
pub fn draw(view: &View, title: &str, page: Page) -> Text {
    let mut text = chart(view, title, page);
    frame::push_findings(&mut text, &findings::find(view), page);
    text
}

/// Draws a view under a title, without its findings.
pub fn chart(view: &View, title: &str, page: Page) -> Text {
    chart_beside(view, &[view], title, page)
}

/// Draws two views, one above the other, without their findings. An instant has the same column in both.
pub fn pair(above: (&View, &str), below: (&View, &str), page: Page) -> Text {
    let both = [above.0, below.0];
    let mut text = chart_beside(above.0, &both, above.1, page);
    text.push("", Paint::Plain);
    text.0.extend(chart_beside(below.0, &both, below.1, page).0);
    text
}

/// Draws a view on the axis that it shares with others; `all` has itself, too.
fn chart_beside(view: &View, all: &[&View], title: &str, page: Page) -> Text {
    let mut text = Text::default();
    frame::push_heading(&mut text, view, title, page);
    if view.lanes.is_empty() {
        return text;
    }
    let chart = Chart::new(all, page);
    text.0.extend(chart.axis());
    text.0.extend(
        view.lanes
            .iter()
            .take(MOST_ROWS)
            .map(|lane| chart.row(view, lane)),
    );
    if view.lanes.len() > MOST_ROWS {
        let more = format!("and {} more", view.lanes.len() - MOST_ROWS);
        text.push_wrapped("", &more, Paint::Dim, page.width);
    }
    if view.shown_end() == 0 {
        text.push_wrapped(
            "",
            "all at one instant: the story tells the order",
            Paint::Dim,
            page.width,
        );
    }
    for line in chart.glyphs.legend(view, chart.glyphs.wait, page.width) {
        text.push(line, Paint::Dim);
    }
    text
}

struct Chart {
    glyphs: &'static Glyphs,
    /// Columns by which a lane is further in than the one it is inside of.
    indent: usize,
    names: usize,
    /// Blank columns between the names and the chart.
    gap: usize,
    width: usize,
    /// The time at the right edge.
    end: u64,
}

impl Chart {
    /// For views that share the axis.
    fn new(views: &[&View], page: Page) -> Chart {
        let gap = if page.width < NARROW { 1 } else { 2 };
        let mut chart = Chart {
            glyphs: Glyphs::of(page.unicode),
            indent: 2,
            names: 0,
            gap,
            width: 0,
            end: views.iter().map(|view| view.shown_end()).max().unwrap_or(0),
        };
        let is_narrow = page.width < NARROW;
        let share = if is_narrow {
            page.width * 2 / 5
        } else {
            page.width / NAME_SHARE
        };
        let room = LONGEST_NAME.min(share).max(2);
        let longest = |chart: &Chart| {
            views
                .iter()
                .flat_map(|view| &view.lanes)
                .map(|lane| text::columns(&chart.name(lane)))
                .max()
                .unwrap_or(0)
        };
        // Who is inside whom is worth more than the middle of a name, but not more than the name.
        while chart.indent > usize::from(!is_narrow) && longest(&chart) > room {
            chart.indent -= 1;
        }
        chart.names = longest(&chart).clamp(2, room);
        chart.width = page.width.saturating_sub(chart.names + gap).max(2);
        chart
    }

    fn column(&self, t: u64) -> usize {
        let (last, end) = (self.width as u128 - 1, u128::from(self.end.max(1)));
        ((u128::from(t) * last + end / 2) / end).min(last) as usize
    }

    /// Two lines: the numbers, and the ticks below them.
    fn axis(&self) -> Vec<Line> {
        let axis = axis(self.end, (self.width / TICK_SPACE).clamp(1, MOST_TICKS));
        let mut numbers = vec![' '; self.width];
        let mut line = vec![self.glyphs.axis; self.width];
        let mut free = 0;
        for (t, number) in axis.ticks {
            let column = self.column(t);
            line[column] = self.glyphs.tick;
            let start = column.min(self.width.saturating_sub(number.len()));
            if start < free {
                continue;
            }
            for (cell, digit) in numbers[start..].iter_mut().zip(number.chars()) {
                *cell = digit;
            }
            free = start + number.len() + 1;
        }
        vec![self.scaffold(axis.unit, numbers), self.scaffold("", line)]
    }

    fn scaffold(&self, name: &str, cells: Vec<char>) -> Line {
        let cells: String = cells.into_iter().collect();
        Line(vec![
            self.name_piece(name, Paint::Dim),
            Piece {
                text: cells,
                paint: Paint::Dim,
            },
        ])
    }

    fn row(&self, view: &View, lane: &Lane) -> Line {
        let mut cells: Vec<(char, Paint)> = vec![(' ', Paint::Plain); self.width];
        let end = view.shown_end_of(lane);
        let (first, last) = (self.column(lane.start), self.column(end));
        cells[first..=last].fill((self.glyphs.wait, Paint::Dim));
        self.write_waits(lane, end, &mut cells);
        for poll in &lane.polls {
            let (glyph, paint) = self.glyphs.poll(lane, poll);
            cells[self.column(poll.start).min(last)..=self.column(poll.end).min(last)]
                .fill((glyph, paint));
        }
        cells[last] = (self.glyphs.end(lane.outcome), Paint::End(lane.outcome));
        let mut line = vec![self.name_piece(&self.name(lane), Paint::Plain)];
        line.extend(pieces(&cells));
        Line(line)
    }

    /// Writes what is waited on into the bar, once for each wait: where there first is room between two polls.
    fn write_waits(&self, lane: &Lane, end: u64, cells: &mut [(char, Paint)]) {
        let last = self.column(end);
        for waiting in waits::of(lane, end) {
            let what = format!(" {} ", waiting.on.what);
            let room = waiting.stretches.iter().find_map(|(from, until)| {
                let (from, until) = (self.column(*from) + 2, self.column(*until).min(last));
                (from + text::columns(&what) < until).then_some(from)
            });
            let Some(from) = room else { continue };
            for (cell, c) in cells[from..].iter_mut().zip(what.chars()) {
                *cell = (c, Paint::Dim);
            }
        }
    }

    fn name_piece(&self, name: &str, paint: Paint) -> Piece {
        Piece {
            text: text::fit(name, self.names, self.glyphs.gap) + &" ".repeat(self.gap),
            paint,
        }
    }

    /// The name of a lane, as far in as it is deep, with the mark of a task.
    fn name(&self, lane: &Lane) -> String {
        let mark = if matches!(lane.kind, Kind::Task | Kind::Blocking) {
            self.glyphs.task
        } else {
            ""
        };
        format!(
            "{}{mark}{}",
            " ".repeat(self.indent * lane.depth),
            lane.label()
        )
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Trace;
    use crate::view::Sources;

    fn view(name: &str, end: u64) -> View {
        let trace = format!(
            r#"{{"k":"run","v":1,"clock":"virtual","unit":"us","full":true}}
{{"k":"task","t":0,"id":1,"kind":"block_on","at":"a.rs:{name}+0"}}
{{"k":"poll","t":0,"id":1}}
{{"k":"out","t":0,"id":1}}
{{"k":"poll","t":{end},"id":1}}
{{"k":"out","t":{end},"id":1}}
"#
        );
        View::new(&Trace::parse(&trace).unwrap(), b"", &Sources::default())
    }

    #[test]
    fn two_runs_have_one_axis() {
        let page = Page {
            width: 40,
            unicode: false,
        };
        let (short, long) = (view("a", 1_000_000), view("longer", 2_000_000));
        let text = pair((&short, "a"), (&long, "b"), page);
        let lines: Vec<String> = text
            .0
            .iter()
            .map(|line| line.0.iter().map(|piece| piece.text.as_str()).collect())
            .collect();
        let [
            _,
            numbers,
            ticks,
            above,
            _,
            _,
            _,
            below_numbers,
            below_ticks,
            below,
            ..,
        ] = &lines[..]
        else {
            panic!("{lines:?}")
        };
        assert_eq!((numbers, ticks), (below_numbers, below_ticks));
        let [column, end] = [above, below].map(|line| line.trim_end().len());
        assert_eq!(end, 40);
        assert_eq!(numbers.find('1').map(|i| i + 1), Some(column));
    }
}
