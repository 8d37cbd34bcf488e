//! The run in words, step by step: for whoever reads it to learn the order, hears it from a screen reader,
//! or finds it in a log.

use super::frame;
use super::glyphs::Glyphs;
use super::text::{self, Line, Page, Paint, Piece, Text};
use crate::findings;
use crate::time;
use crate::trace::LaneId;
use crate::view::{Kind, Lane, Outcome, Step, View, Wait, Waker, What};
use std::collections::HashMap;

/// Names may take so many columns.
const LONGEST_NAME: usize = 24;
/// On a narrower page the names have no column of their own.
const NARROW: usize = 60;
/// Nobody reads on; the rest is counted.
const MOST_LINES: usize = 400;
/// So much of what a lane says at once is told: lines, and characters of each.
const MOST_SAID: usize = 4;
const LONGEST_SAID: usize = 120;

/// What one lane does at one instant, to the millisecond, without another doing something in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub t: u64,
    /// Who.
    pub lane: LaneId,
    /// What, in order: `starts`, `says "…"`, `waits on sleep 300 ms (gather.rs:17)`.
    pub what: Vec<String>,
    /// How it ended, if it did.
    pub end: Option<Outcome>,
}

/// Draws a view under a title, with its findings below.
pub fn draw(view: &View, title: &str, page: Page) -> Text {
    let mut text = Text::default();
    frame::push_heading(&mut text, view, title, page);
    push_story(&mut text, view, page);
    frame::push_findings(&mut text, &findings::find(view), page);
    text
}

/// Tells a run: what each lane does, in words.
pub fn tell(view: &View) -> Vec<Told> {
    let mut story: Vec<Told> = Vec::new();
    for step in news(view) {
        let Some(lane) = view.lane(step.lane) else {
            continue;
        };
        let words = words(view, lane, &step.what);
        let end = if let What::Ends(outcome) = step.what {
            Some(outcome)
        } else {
            None
        };
        match story.last_mut() {
            Some(last) if time::ms(last.t) == time::ms(step.t) && last.lane == step.lane => {
                last.what.push(words);
                last.end = end;
            }
            _ => story.push(Told {
                t: step.t,
                lane: step.lane,
                what: vec![words],
                end,
            }),
        }
    }
    let open = view
        .lanes
        .iter()
        .filter(|lane| lane.outcome == Outcome::Open);
    let end = Some(Outcome::Open);
    story.extend(open.map(|lane| Told {
        t: view.end,
        lane: lane.id,
        what: vec!["never ended".into()],
        end,
    }));
    story
}

/// The steps that are worth telling. A poll that changes nothing is not, and neither is the second call of a waker
/// before the poll that it asks for.
pub fn news(view: &View) -> Vec<&Step> {
    let lanes: HashMap<LaneId, &Lane> = view.lanes.iter().map(|lane| (lane.id, lane)).collect();
    let mut memory: HashMap<LaneId, Memory> = HashMap::new();
    let mut calls: HashMap<LaneId, usize> = HashMap::new();
    let mut news = Vec::new();
    for step in &view.steps {
        let Some(lane) = lanes.get(&step.lane) else {
            continue;
        };
        let calls_of_caller = calls.entry(lane.parent).or_default();
        match step.what {
            What::Starts if lane.kind == Kind::Call => *calls_of_caller += 1,
            What::Ends(_) if lane.kind == Kind::Call => {
                *calls_of_caller = calls_of_caller.saturating_sub(1)
            }
            _ => {}
        }
        // A lane whose calls wait waits for them, which goes without saying.
        let has_calls = calls.get(&lane.id).is_some_and(|calls| *calls > 0);
        if memory
            .entry(lane.id)
            .or_default()
            .is_news(&step.what, has_calls)
        {
            news.push(step);
        }
    }
    news
}

fn push_story(text: &mut Text, view: &View, page: Page) {
    let story = tell(view);
    let mut before = None;
    let form = Form::new(view, &story, page);
    for told in story.iter().take(MOST_LINES) {
        let is_new = before != Some(time::ms(told.t));
        before = Some(time::ms(told.t));
        match page.width {
            ..NARROW => form.push_narrow(text, told, is_new),
            _ => form.push_wide(text, told, is_new),
        }
    }
    if story.len() > MOST_LINES {
        text.push_wrapped(
            "",
            &format!("and {} more", story.len() - MOST_LINES),
            Paint::Dim,
            page.width,
        );
    }
}

/// How the lines are laid out.
struct Form<'a> {
    view: &'a View,
    page: Page,
    times: usize,
    names: usize,
}

impl<'a> Form<'a> {
    fn new(view: &'a View, story: &[Told], page: Page) -> Form<'a> {
        let times = story
            .iter()
            .map(|told| time::show(told.t).len())
            .max()
            .unwrap_or(0);
        let names = view
            .lanes
            .iter()
            .map(|lane| text::columns(&lane.label()))
            .max()
            .unwrap_or(0);
        Form {
            view,
            page,
            times,
            names: names.min(LONGEST_NAME),
        }
    }

    /// Three columns: the time if it is a new one, who, what.
    fn push_wide(&self, text: &mut Text, told: &Told, is_new: bool) {
        let gap = Glyphs::of(self.page.unicode).gap;
        let room = self.page.width.saturating_sub(self.times + self.names + 4);
        for (i, what) in text::wrap(&told.what.join(", "), room)
            .into_iter()
            .enumerate()
        {
            let time = if i == 0 && is_new {
                time::show(told.t)
            } else {
                String::new()
            };
            let who = if i == 0 {
                self.view.who(told.lane)
            } else {
                String::new()
            };
            text.0.push(Line(vec![
                Piece {
                    text: format!("{time:>width$}  ", width = self.times),
                    paint: Paint::Dim,
                },
                Piece {
                    text: text::fit(&who, self.names, gap) + "  ",
                    paint: Paint::Plain,
                },
                Piece {
                    text: what,
                    paint: told.end.map_or(Paint::Plain, Paint::End),
                },
            ]));
        }
    }

    /// A list for each instant.
    fn push_narrow(&self, text: &mut Text, told: &Told, is_new: bool) {
        if is_new {
            text.push_wrapped("", &time::show(told.t), Paint::Dim, self.page.width);
        }
        let sentence = format!("{}: {}", self.view.who(told.lane), told.what.join(", "));
        text.push_wrapped(
            "- ",
            &sentence,
            told.end.map_or(Paint::Plain, Paint::End),
            self.page.width,
        );
    }
}

/// What is known of a lane, so that nothing is told twice.
#[derive(Default)]
struct Memory<'a> {
    wait: Option<&'a Option<Wait>>,
    /// Something was told since the last wait.
    news: bool,
    /// It was woken, and not polled since.
    woken: bool,
}

impl<'a> Memory<'a> {
    fn is_news(&mut self, what: &'a What, has_calls: bool) -> bool {
        let is_news = match what {
            What::Polled => false,
            What::Woken(_) => !self.woken,
            What::Waits(None) if has_calls => false,
            What::Waits(on) => self.news || self.wait != Some(on),
            _ => true,
        };
        match what {
            What::Waits(on) => {
                *self = Memory {
                    wait: Some(on),
                    news: false,
                    woken: false,
                }
            }
            _ => {
                *self = Memory {
                    news: self.news || is_news,
                    woken: matches!(what, What::Woken(_)),
                    ..*self
                }
            }
        }
        is_news
    }
}

fn words(view: &View, lane: &Lane, what: &What) -> String {
    match what {
        What::Spawned(by) => spawned(view, lane, *by),
        What::Starts => "starts".into(),
        What::Polled => "polled".into(),
        What::Woken(by) => format!("woken by {}", waker(view, lane, *by)),
        What::Says(text) => says(text),
        What::Waits(Some(wait)) => format!("waits on {wait}"),
        What::Waits(None) => "waits".into(),
        What::Held(ms) => format!("holds the thread for {ms} ms"),
        What::Ends(outcome) => ends(lane, *outcome).into(),
    }
}

/// Who woke a lane, in words.
pub fn waker(view: &View, lane: &Lane, by: Waker) -> String {
    match by {
        Waker::Lane(id) if id == lane.id => "itself".into(),
        Waker::Lane(id) => view.who(id),
        Waker::Timer => "the timer".into(),
        Waker::Runtime => "the runtime".into(),
        Waker::Thread => "another thread".into(),
    }
}

fn spawned(view: &View, lane: &Lane, by: LaneId) -> String {
    let by = if by == 0 {
        String::new()
    } else {
        format!(" by {}", view.who(by))
    };
    match lane.kind {
        Kind::Blocking => format!("sent to the blocking pool{by}"),
        _ => format!("spawned{by}"),
    }
}

fn says(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(quoted).collect();
    match lines.len() {
        ..=MOST_SAID => format!("says {}", lines.join(", ")),
        all => format!(
            "says {} and {} lines more",
            lines[..MOST_SAID].join(", "),
            all - MOST_SAID
        ),
    }
}

/// A line that was said, between quotation marks, as far as it is worth reading.
pub fn quoted(line: &str) -> String {
    let mut text: String = line
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_SAID + 1)
        .collect();
    if let Some((at, _)) = text.char_indices().nth(LONGEST_SAID) {
        text.replace_range(at.., "…");
    }
    format!("\"{text}\"")
}

/// How a lane ended, in words.
pub fn ends(lane: &Lane, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Cancelled if lane.at_exit => "cancelled: the program ended",
        Outcome::Cancelled if lane.polls.is_empty() => "cancelled before its first poll",
        Outcome::Cancelled => "cancelled",
        Outcome::Panicked => "panicked",
        Outcome::Raised => "raised an exception",
        Outcome::Open => "never ended",
    }
}
