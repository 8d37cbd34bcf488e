//! What is written in the picture, and how much room it takes.

use crate::draw::story;
use crate::time;
use crate::view::{Kind, Lane, View, What};
use std::fmt::Write;

/// Characters of the story that stands in for the picture.
const LONGEST_STORY: usize = 900;

/// The name of a lane, with the mark of a task.
pub fn name(lane: &Lane) -> String {
    let mark = if matches!(lane.kind, Kind::Task | Kind::Blocking) {
        "↳ "
    } else {
        ""
    };
    format!("{mark}{}", lane.label())
}

/// What a pointer over the lane shows.
pub fn told(lane: &Lane) -> String {
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
pub fn short_story(view: &View) -> String {
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
pub fn clip(text: &str, room: f64, size: f64) -> Option<String> {
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

pub fn width(text: &str, size: f64) -> f64 {
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
pub fn n(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_string()
}

/// A text as it may stand in an element or in an attribute. XML has no control characters, not even escaped.
pub fn xml(text: &str) -> String {
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
