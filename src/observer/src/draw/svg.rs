//! The timeline for the book: inline SVG.
//!
//! It follows the theme of the page: what is not coloured has the colour of the text, and each colour is a CSS variable
//! (`--run-done`, `--run-cancelled`, `--run-held`, `--run-wake`) with a fallback that can be seen on light and on dark.
//! A renderer that knows no variables takes the attribute beside it. There is no blank line in it, so that Markdown
//! takes it as one block, and the first line is nothing but the opening tag.

use super::axis::axis;
use super::frame;
use super::story;
use super::waits;
use crate::time;
use crate::view::{Kind, Lane, Outcome, Poll, View, Waker, What};
use std::fmt::Write;

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
/// Characters of the story that stands in for the picture.
const LONGEST_STORY: usize = 900;

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

/// A colour of the picture: the name of the class and of the variable, and what is shown without it.
struct Colour {
    name: &'static str,
    fallback: &'static str,
}

const DONE: Colour = Colour {
    name: "run-done",
    fallback: "#2a9448",
};
const CANCELLED: Colour = Colour {
    name: "run-cancelled",
    fallback: "#c8641a",
};
const HELD: Colour = Colour {
    name: "run-held",
    fallback: "#d93f3f",
};
const WAKE: Colour = Colour {
    name: "run-wake",
    fallback: "#8a5fd6",
};

/// Work on the blocking pool holds a thread as well, but nobody up.
const POOL: &str = r#"class="run-pool" fill-opacity=".5""#;

impl Colour {
    /// The attributes that make it the `fill` or the `stroke` of an element.
    fn of(&self, what: &str) -> String {
        let Colour { name, fallback } = self;
        format!(r#"class="{name}" {what}="{fallback}" style="{what}:var(--{name},{fallback})""#)
    }
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

    /// The marks that occur, and what they mean; and how many rows that takes.
    fn legend(&self) -> (String, usize) {
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

fn rows(view: &View) -> &[Lane] {
    &view.lanes[..view.lanes.len().min(MOST_ROWS)]
}

/// Draws something with its middle at a point.
type Symbol = fn(f64, f64) -> String;

fn tick(x: f64, y: f64) -> String {
    format!(
        r#"<path d="M{} {}v12" stroke="currentColor" stroke-width="3"/>"#,
        n(x),
        n(y - 6.0)
    )
}

fn bar(x: f64, y: f64) -> String {
    format!(
        r#"<rect x="{}" y="{}" width="14" height="10" rx="3" fill-opacity=".16"/>"#,
        n(x - 7.0),
        n(y - 5.0)
    )
}

fn block(x: f64, y: f64, fill: &str) -> String {
    format!(
        r#"<path d="M{} {}h12v12h-12z" {fill}/>"#,
        n(x - 6.0),
        n(y - 6.0)
    )
}

fn arrow(x: f64, y: f64) -> String {
    format!(
        r#"<path d="M{} {}v10m-3 -4l3 4l3 -4" fill="none" stroke-width="1.4" {}/>"#,
        n(x),
        n(y - 5.0),
        WAKE.of("stroke")
    )
}

/// How a lane ended. Each mark has a form of its own.
fn end_mark(outcome: Outcome, x: f64, y: f64) -> String {
    let (nx, ny) = (n(x), n(y));
    match outcome {
        Outcome::Done => format!(
            r##"<circle cx="{nx}" cy="{ny}" r="6.5" {}/><path d="M{} {}l2.2 2.4l4 -4.6" fill="none" stroke="#fff" stroke-width="1.7"/>"##,
            DONE.of("fill"),
            n(x - 3.2),
            n(y + 0.4)
        ),
        Outcome::Cancelled => format!(
            r#"<path d="M{} {}l10 10m0 -10l-10 10" fill="none" stroke-width="2.6" {}/>"#,
            n(x - 5.0),
            n(y - 5.0),
            CANCELLED.of("stroke")
        ),
        Outcome::Panicked | Outcome::Raised => format!(
            r##"<path d="M{nx} {}l8 14h-16z" {}/><path d="M{nx} {}v5m0 1.5v2" stroke="#fff" stroke-width="1.8"/>"##,
            n(y - 8.0),
            HELD.of("fill"),
            n(y - 4.0)
        ),
        Outcome::Open => {
            format!(
                r#"<path d="M{} {ny}h2m3 0h2m3 0h2" stroke="currentColor" stroke-width="2.4"/>"#,
                n(x - 6.0)
            )
        }
    }
}

/// The name of a lane, with the mark of a task.
fn name(lane: &Lane) -> String {
    let mark = if matches!(lane.kind, Kind::Task | Kind::Blocking) {
        "↳ "
    } else {
        ""
    };
    format!("{mark}{}", lane.label())
}

/// What a pointer over the lane shows.
fn told(lane: &Lane) -> String {
    let at = lane
        .at
        .as_ref()
        .map_or(String::new(), |at| format!(" ({at})"));
    let (from, to) = (time::show(lane.start), time::show(lane.end));
    format!(
        "{}{at}: {from} to {to}, {}",
        lane.label(),
        story::ends(lane, lane.outcome)
    )
}

/// The story in one paragraph, without places in the source, as far as it is worth listening to.
fn short_story(view: &View) -> String {
    let mut text = String::new();
    let story = story::tell(&without_places(view));
    let mut before = None;
    for (i, told) in story.iter().enumerate() {
        if text.len() > LONGEST_STORY {
            let _ = write!(text, " And {} more steps.", story.len() - i);
            break;
        }
        let time = if before == Some(time::ms(told.t)) {
            String::new()
        } else {
            format!("At {}: ", time::show(told.t))
        };
        before = Some(time::ms(told.t));
        let _ = write!(
            text,
            " {time}{} {}.",
            view.who(told.lane),
            told.what.join(", ")
        );
    }
    text.trim_start().to_string()
}

fn without_places(view: &View) -> View {
    let mut view = view.clone();
    for step in &mut view.steps {
        if let What::Waits(Some(wait)) = &mut step.what {
            wait.at = None;
        }
    }
    view
}

/// A text in so much room: whole, or cut; nothing if no more than a letter or two would be left of it.
fn clip(text: &str, room: f64, size: f64) -> Option<String> {
    if width(text, size) <= room {
        return Some(text.to_string());
    }
    let mut left = room - width("…", size);
    let head: String = text
        .chars()
        .take_while(|c| {
            left -= advance(*c) * size;
            left >= 0.0
        })
        .collect();
    Some(format!("{}…", head.trim_end())).filter(|_| head.chars().count() >= 4)
}

fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// How wide a character is, in parts of the font's size: a little more than in the common sans-serif fonts, since which
/// one the page will have is not known.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.32,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        'A'..='Z' => 0.74,
        '\0'..='\u{2ff}' => 0.63,
        _ => 1.05,
    }
}

/// A number as short as it can be written, to a tenth.
fn n(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_string()
}

/// A text as it may stand in an element or in an attribute. XML has no control characters, not even escaped.
fn xml(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
