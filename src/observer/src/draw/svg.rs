//! The timeline for the book: inline SVG.
//!
//! It follows the theme of the page: what is not coloured has the colour of the text, and each colour is a CSS variable
//! (`--run-done`, `--run-cancelled`, `--run-held`, `--run-wake`) with a fallback that can be seen on light and on dark.
//! A renderer that knows no variables takes the attribute beside it. There is no blank line in it, so that Markdown
//! takes it as one block, and the first line is nothing but the opening tag.

mod legend;
mod marks;
mod text;

use super::axis::axis;
use super::frame;
use super::waits;
use crate::view::{Kind, Lane, Poll, View, Waker};
use marks::{HELD, POOL, WAKE, end_mark};
use std::fmt::Write;
use text::{clip, n, name, short_story, told, width, xml};

const WIDTH: f64 = 740.0;
const MARGIN: f64 = 14.0;
const ROW: f64 = 26.0;
/// From the top to the first row: the heading and the numbers.
const TOP: f64 = 50.0;
const BAR: f64 = 12.0;
const TICK: f64 = 16.0;
const INDENT: f64 = 14.0;
const WIDEST_NAMES: f64 = 220.0;
const NAME_SIZE: f64 = 13.0;
const SMALL_SIZE: f64 = 11.0;
const MOST_TICKS: usize = 7;
/// More hide what they show.
const MOST_ARROWS: usize = 150;
/// How far an arrow goes out to pass by a row.
const ARROW_BEND: f64 = 16.0;
/// More rows are not looked at; the rest is counted.
const MOST_ROWS: usize = 40;
/// Draws a view under a title. Every id in it begins with `id_prefix`, which must be unique on the page.
pub fn draw(view: &View, title: &str, id_prefix: &str) -> String {
    Picture::new(view, &[view], id_prefix).draw(&frame::heading(view, title))
}

/// Draws two views for one place above the other: an instant stands at the same distance from the left in both.
pub fn pair(above: (&View, &str), below: (&View, &str), id_prefix: &str) -> [String; 2] {
    let both = [above.0, below.0];
    [(above, "above"), (below, "below")].map(|((view, title), place)| {
        Picture::new(view, &both, &format!("{id_prefix}-{place}"))
            .draw(&frame::heading(view, title))
    })
}

struct Picture<'a> {
    view: &'a View,
    rows: &'a [Lane],
    id: String,
    /// Where the chart begins.
    left: f64,
    /// The time at its right edge.
    end: u64,
    svg: String,
}

impl<'a> Picture<'a> {
    /// `all` are the views on one axis, this one among them.
    fn new(view: &'a View, all: &[&View], id_prefix: &str) -> Picture<'a> {
        let names = all
            .iter()
            .flat_map(|view| rows(view))
            .map(|lane| INDENT * lane.depth as f64 + width(&name(lane), NAME_SIZE));
        let left = names.fold(0.0, f64::max).min(WIDEST_NAMES) + 2.0 * MARGIN;
        Picture {
            view,
            rows: rows(view),
            id: id_prefix.replace(|c: char| !c.is_alphanumeric() && !"-_".contains(c), "-"),
            left,
            end: all.iter().map(|view| view.shown_end()).max().unwrap_or(0),
            svg: String::new(),
        }
    }

    fn draw(mut self, heading: &str) -> String {
        let (legend, legend_rows) = self.legend();
        let height = self.y(self.rows.len()) + 12.0 + 20.0 * legend_rows as f64;
        self.open(height);
        self.describe(heading);
        self.axis(heading);
        for (i, lane) in self.rows.iter().enumerate() {
            self.row(i, lane);
        }
        self.wakes();
        self.svg += &legend;
        self.svg += "</svg>";
        self.svg
    }

    fn x(&self, t: u64) -> f64 {
        let width = WIDTH - MARGIN - self.left;
        self.left + width * t.min(self.end) as f64 / self.end.max(1) as f64
    }

    /// The top of a row.
    fn y(&self, row: usize) -> f64 {
        TOP + ROW * row as f64
    }

    fn middle(&self, row: usize) -> f64 {
        self.y(row) + ROW / 2.0
    }

    fn line(&mut self, element: &str) {
        self.svg += element;
        self.svg.push('\n');
    }

    fn open(&mut self, height: f64) {
        let (id, width, height) = (&self.id, n(WIDTH), n(height));
        let open = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="run-timeline" viewBox="0 0 {width} {height}" width="100%" style="max-width:{width}px;height:auto" font-family="system-ui,sans-serif" font-size="{NAME_SIZE}" fill="currentColor" role="img" aria-labelledby="{id}-title {id}-desc">"#
        );
        self.line(&open);
    }

    /// The texts for those who do not see the picture.
    fn describe(&mut self, heading: &str) {
        let title = format!(r#"<title id="{}-title">{}</title>"#, self.id, xml(heading));
        let desc = format!(
            r#"<desc id="{}-desc">{}</desc>"#,
            self.id,
            xml(&short_story(self.view))
        );
        self.line(&title);
        self.line(&desc);
    }

    fn axis(&mut self, heading: &str) {
        let axis = axis(self.end, MOST_TICKS);
        let bottom = self.y(self.rows.len());
        let mut lines = String::new();
        let mut numbers = String::new();
        let last = axis.ticks.len() - 1;
        for (i, (t, number)) in axis.ticks.iter().enumerate() {
            let x = n(self.x(*t));
            let unit = if i == last {
                format!(" {}", axis.unit)
            } else {
                String::new()
            };
            // The one at the right edge ends there, so that its unit is not cut off.
            let anchor = if self.x(*t) > WIDTH - 3.0 * MARGIN {
                r#" text-anchor="end""#
            } else {
                ""
            };
            let _ = write!(lines, "M{x} {}V{}", n(TOP - 6.0), n(bottom));
            let _ = write!(
                numbers,
                r#"<text x="{x}" y="{}"{anchor}>{number}{unit}</text>"#,
                n(TOP - 10.0)
            );
        }
        self.line(&format!(
            r#"<text x="{MARGIN}" y="18" font-weight="600">{}</text>"#,
            xml(heading)
        ));
        self.line(&format!(
            r#"<path d="{lines}" stroke="currentColor" stroke-opacity=".2"/>"#
        ));
        self.line(&format!(
            r#"<g class="run-axis" font-size="{SMALL_SIZE}" opacity=".75" text-anchor="middle">{numbers}</g>"#
        ));
        if self.view.lanes.len() > self.rows.len() {
            let more = format!("and {} more", self.view.lanes.len() - self.rows.len());
            self.line(&format!(
                r#"<text x="{MARGIN}" y="{}" font-size="{SMALL_SIZE}">{more}</text>"#,
                n(bottom + 8.0)
            ));
        }
    }

    /// One lane: its name, the light bar of its life, the dark ticks of its polls, the mark of its end.
    fn row(&mut self, i: usize, lane: &Lane) {
        let (middle, start, end) = (
            self.middle(i),
            self.x(lane.start),
            self.x(self.view.shown_end_of(lane)),
        );
        let label = clip(
            &name(lane),
            WIDEST_NAMES - INDENT * lane.depth as f64,
            NAME_SIZE,
        )
        .unwrap_or_default();
        let x = n(MARGIN + INDENT * lane.depth as f64);
        self.line(&format!("<g><title>{}</title>", xml(&told(lane))));
        self.line(&format!(
            r#"<text x="{x}" y="{}">{}</text>"#,
            n(middle + 4.5),
            xml(&label)
        ));
        self.line(&format!(
            r#"<rect class="run-life" x="{}" y="{}" width="{}" height="{BAR}" rx="3" fill-opacity=".16"/>"#,
            n(start),
            n(middle - BAR / 2.0),
            n((end - start).max(2.0)),
        ));
        self.waits(lane, middle);
        self.polls(lane, middle);
        self.line(&(end_mark(lane.outcome, end, middle) + "</g>"));
    }

    /// What is waited on, once for each wait: where there first is room for it, or as much of it as goes in.
    fn waits(&mut self, lane: &Lane, middle: f64) {
        for waiting in waits::of(lane, self.view.shown_end_of(lane)) {
            let room = |(from, until): &(u64, u64)| self.x(*until) - self.x(*from) - 16.0;
            let needed = width(&waiting.on.what, SMALL_SIZE);
            let whole = waiting
                .stretches
                .iter()
                .find(|stretch| room(stretch) >= needed);
            let widest = waiting
                .stretches
                .iter()
                .max_by(|a, b| room(a).total_cmp(&room(b)));
            let Some(stretch) = whole.or(widest) else {
                continue;
            };
            let Some(what) = clip(&waiting.on.what, room(stretch), SMALL_SIZE) else {
                continue;
            };
            let (x, y) = (n(self.x(stretch.0) + 7.0), n(middle + 4.0));
            self.line(&format!(
                r#"<text class="run-wait" x="{x}" y="{y}" font-size="{SMALL_SIZE}">{}</text>"#,
                xml(&what)
            ));
        }
    }

    fn polls(&mut self, lane: &Lane, middle: f64) {
        let top = middle - TICK / 2.0;
        let is_block = |poll: &Poll| poll.busy > 0 || lane.kind == Kind::Blocking;
        let (mut ticks, mut blocks, mut before) = (String::new(), String::new(), f64::MIN);
        for poll in &lane.polls {
            let x = self.x(poll.start.min(lane.end));
            if is_block(poll) {
                let wide = n((self.x(poll.end) - x).max(4.0));
                let _ = write!(blocks, "M{} {}h{wide}v{TICK}H{}z", n(x), n(top), n(x));
            } else if x - before >= 1.0 {
                // Polls that fall on one another are one tick, however many there are.
                let _ = write!(ticks, "M{} {}v{TICK}", n(x), n(top));
                before = x;
            }
        }
        if !ticks.is_empty() {
            self.line(&format!(
                r#"<path class="run-poll" d="{ticks}" stroke="currentColor" stroke-width="3"/>"#
            ));
        }
        if !blocks.is_empty() {
            let fill = if lane.kind == Kind::Blocking {
                POOL.to_string()
            } else {
                HELD.of("fill")
            };
            self.line(&format!(r#"<path d="{blocks}" {fill}/>"#));
        }
    }

    /// An arrow from each lane that woke another. The timer has no lane; what it wakes is seen from the tick.
    fn wakes(&mut self) {
        let row = |id| self.rows.iter().position(|lane| lane.id == id);
        let mut arrows: Vec<String> = Vec::new();
        for wake in &self.view.wakes {
            let Waker::Lane(by) = wake.by else { continue };
            let (Some(from), Some(to)) = (row(by), row(wake.of)) else {
                continue;
            };
            let arrow = self.arrow(wake.t, from, to);
            if from != to && !arrows.contains(&arrow) && arrows.len() < MOST_ARROWS {
                arrows.push(arrow);
            }
        }
        if arrows.is_empty() {
            return;
        }
        let id = format!("{}-arrow", self.id);
        self.line(&format!(
            r#"<marker id="{id}" viewBox="0 0 6 6" refX="5.5" refY="3" markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0L6 3L0 6z" {}/></marker>"#,
            WAKE.of("fill")
        ));
        let arrows: String = arrows
            .iter()
            .map(|arrow| format!(r##"<path d="{arrow}" marker-end="url(#{id})"/>"##))
            .collect();
        self.line(&format!(
            r#"<g fill="none" stroke-width="1.4" {}>{arrows}</g>"#,
            WAKE.of("stroke")
        ));
    }

    /// From the bar of one row to that of another, beside the ticks: straight between neighbours, else around what is
    /// in between; to the left at the right edge.
    fn arrow(&self, t: u64, from: usize, to: usize) -> String {
        let down = if to > from { 1.0 } else { -1.0 };
        let side = if self.x(t) + ARROW_BEND > WIDTH - 2.0 {
            -1.0
        } else {
            1.0
        };
        let x = self.x(t) + 5.0 * side;
        let (y0, y1) = (
            self.middle(from) + BAR / 2.0 * down,
            self.middle(to) - (BAR / 2.0 + 1.0) * down,
        );
        if from.abs_diff(to) == 1 {
            return format!("M{} {}V{}", n(x), n(y0), n(y1));
        }
        let bend = n(self.x(t) + ARROW_BEND * side);
        let before = y1 - 6.0 * down;
        let control = (n(y0 + 12.0 * down), n(before - 8.0 * down));
        format!(
            "M{} {}C{bend} {} {bend} {} {} {}V{}",
            n(x),
            n(y0),
            control.0,
            control.1,
            n(x),
            n(before),
            n(y1)
        )
    }
}

fn rows(view: &View) -> &[Lane] {
    &view.lanes[..view.lanes.len().min(MOST_ROWS)]
}
