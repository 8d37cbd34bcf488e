//! What watch mode shows: a pure function of the state, for every size of a terminal.
//!
//! From the top: which exercise and how far one is, the verdict in a line, the task; then what there is to read; then
//! the next step and the keys. Where there is little room the verdict goes last.

use super::fold::fold;
use colored::{ColoredString, Colorize};
use observer::draw::text::{columns as width, fit, wrap};
use std::time::Duration;

/// The state, as far as it is shown.
pub struct View<'a> {
    pub place: Place,
    pub id: &'a str,
    /// In one sentence.
    pub task: String,
    /// Of the learner's file.
    pub path: String,
    pub chapter: &'a str,
    pub status: Status<'a>,
    pub body: Body<'a>,
    /// The first line of the body that is shown.
    pub scroll: usize,
    /// What else has to be said; may be empty.
    pub notice: String,
    /// The exercise that `n` goes to, if there is anything left to do.
    pub following: Option<&'a str>,
    /// Whether the terminal shows more than ASCII.
    pub unicode: bool,
}

/// How far one is.
pub struct Place {
    /// Of this exercise, from 1.
    pub number: usize,
    pub all: usize,
    pub done: usize,
}

pub enum Status<'a> {
    /// What is done just now, and since when.
    Checking(&'a str, Duration),
    Passed,
    /// Why not, in a few words.
    NotYet(&'a str),
    Fault(&'a str),
}

pub enum Body<'a> {
    Verdict(&'a str),
    Text {
        title: &'a str,
        text: &'a str,
        is_ready: bool,
    },
    List {
        selected: usize,
        exercises: Vec<(&'a str, bool)>,
    },
    Question(&'a str),
}

/// What is on the screen.
pub struct Frame {
    /// From the top, not more than there are rows, none wider than there are columns.
    pub lines: Vec<String>,
    /// How far the body can be scrolled.
    pub most_scroll: usize,
}

/// With fewer rows the task, the rules between the parts and the longer sentences are left out.
const ROOMY: usize = 16;

pub const HELP: &str = "\
n  →   the next exercise
p  ←   the one before
h      a hint, and with each press one more
s      the solution
w      the known wrong answers and their charts, once it is solved
e      open the exercise in your editor ($VISUAL, $EDITOR, else code)
r      check again
x      put the exercise back as it was given
l      all exercises; ↑ ↓ and Enter go to one
?      this
q      quit

↑ ↓ space PgUp PgDn g G   scroll
Enter or q                back to the verdict

Each save is checked. Other commands: cargo run -q -- --help
";

/// Draws the state for a terminal of so many columns and rows.
pub fn frame(view: &View<'_>, columns: usize, rows: usize) -> Frame {
    let (columns, rows) = (columns.max(1), rows.max(1));
    let draw = Draw {
        view,
        columns,
        rows,
    };
    let mut head = draw.head();
    head.truncate(rows);
    let mut foot = draw.foot();
    let room = (rows - head.len()).saturating_sub(foot.len());
    let (body, most_scroll) = draw.body(room);
    head.extend(body);
    // The keys stand at the bottom, wherever the text ends.
    while head.len() + foot.len() < rows {
        head.push(String::new());
    }
    foot.truncate(rows - head.len());
    head.extend(foot);
    Frame {
        lines: head,
        most_scroll,
    }
}

struct Draw<'a> {
    view: &'a View<'a>,
    columns: usize,
    rows: usize,
}

impl Draw<'_> {
    fn head(&self) -> Vec<String> {
        if self.rows < 5 {
            return vec![self.status(&format!("{}: ", self.view.id), 1).concat()];
        }
        let mut lines = vec![self.title()];
        if self.rows >= 8 && !self.is_crowded() {
            lines.extend(self.few(&self.view.task, self.rows / 6));
        }
        lines.extend(self.status("", if self.rows < ROOMY { 1 } else { 2 }));
        if self.rows >= ROOMY {
            lines.push(self.rule());
        }
        lines
    }

    /// The exercise, and as much of how far one is as there is room for.
    fn title(&self) -> String {
        let Place { number, all, done } = self.view.place;
        let bar = bar(done, all, self.view.unicode);
        let far = [
            (
                format!("exercise {number} of {all}, {done} done "),
                bar.as_str(),
            ),
            (format!("{number} of {all}, {done} done"), ""),
            (format!("{done}/{all}"), ""),
        ];
        let id = width(self.view.id);
        let fits =
            |(text, bar): &&(String, &str)| id + 2 + width(text) + width(bar) <= self.columns;
        match far.iter().find(fits) {
            Some((text, bar)) => {
                let gap = self.columns - id - width(text) - width(bar);
                format!(
                    "{}{:gap$}{}{}",
                    self.view.id.bold(),
                    "",
                    text.dimmed(),
                    bar.green()
                )
            }
            None => self.cut(self.view.id).bold().to_string(),
        }
    }

    /// The verdict in a few words, in not more than `most` lines.
    fn status(&self, before: &str, most: usize) -> Vec<String> {
        type Painted = fn(&str) -> ColoredString;
        let (mark, text, paint): (_, _, Painted) = match &self.view.status {
            Status::Checking(told, since) => {
                let seconds = since.as_secs();
                let text = if seconds == 0 {
                    told.to_string()
                } else {
                    format!("{told} ({seconds} s)")
                };
                (("…", ".."), text, |s| s.cyan())
            }
            Status::Passed => (("✓", "ok"), "passed".into(), |s| s.green().bold()),
            Status::NotYet(why) => (("✗", "X"), why.to_string(), |s| s.yellow().bold()),
            Status::Fault(why) => (("!", "!"), why.to_string(), |s| s.red().bold()),
        };
        let mark = if self.view.unicode { mark.0 } else { mark.1 };
        self.few(&format!("{mark} {before}{text}"), most)
            .iter()
            .map(|line| paint(line).to_string())
            .collect()
    }

    /// The body from where it is scrolled to, in exactly `room` lines or less, and how far it can be scrolled.
    fn body(&self, room: usize) -> (Vec<String>, usize) {
        let lines = match &self.view.body {
            Body::Verdict(text) => fold(text, self.columns),
            Body::Question(question) => wrap(question, self.columns)
                .iter()
                .map(|line| line.yellow().bold().to_string())
                .collect(),
            Body::Text {
                title,
                text,
                is_ready,
            } => self.text(title, text, *is_ready),
            Body::List {
                selected,
                exercises,
            } => return (self.list(*selected, exercises, room), 0),
        };
        if lines.len() <= room || room == 0 {
            return (lines.into_iter().take(room).collect(), 0);
        }
        let most_scroll = lines.len() - room;
        let scroll = self.view.scroll.min(most_scroll);
        let below = most_scroll - scroll;
        let mut shown: Vec<String> = lines.into_iter().skip(scroll).take(room).collect();
        if below > 0 && room > 1 {
            let mark = if self.view.unicode { "↓" } else { "v" };
            shown.pop();
            shown.push(
                self.cut(&format!("{mark} {} more (space)", below + 1))
                    .dimmed()
                    .to_string(),
            );
        }
        (shown, most_scroll)
    }

    fn text(&self, title: &str, text: &str, is_ready: bool) -> Vec<String> {
        let doing = match (is_ready, text) {
            (true, _) => String::new(),
            (false, "") => " …".into(),
            (false, told) => format!(": {told} …"),
        };
        let mut lines = vec![self.cut(&format!("{title}{doing}")).bold().to_string()];
        if is_ready {
            lines.extend(fold(text, self.columns));
        }
        lines
    }

    /// The exercises around the selected one.
    fn list(&self, selected: usize, exercises: &[(&str, bool)], room: usize) -> Vec<String> {
        let first = selected
            .saturating_sub(room / 2)
            .min(exercises.len().saturating_sub(room));
        let marks = if self.view.unicode {
            ("✓", "·")
        } else {
            ("x", ".")
        };
        let line = |(i, (id, is_done)): (usize, &(&str, bool))| {
            let mark = if *is_done { marks.0 } else { marks.1 };
            let line = self.cut(&format!("{mark} {id}"));
            match (i == selected, is_done) {
                (true, _) => line.reversed().to_string(),
                (_, true) => line.green().to_string(),
                _ => line,
            }
        };
        exercises
            .iter()
            .enumerate()
            .skip(first)
            .take(room)
            .map(line)
            .collect()
    }

    fn foot(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.rows >= ROOMY {
            lines.push(self.rule());
        }
        if !self.view.notice.is_empty() && self.rows >= 4 {
            let notice = self.few(&self.view.notice, if self.rows < ROOMY { 1 } else { 3 });
            lines.extend(notice.iter().map(|line| line.yellow().to_string()));
        }
        if self.rows >= 6 && !self.is_crowded() {
            lines.extend(self.few(&self.next(), if self.rows < ROOMY { 1 } else { 3 }));
        }
        if self.rows >= 2 {
            lines.push(self.keys().dimmed().to_string());
        }
        lines
    }

    /// Whether there is no room for more than what was asked for just now.
    fn is_crowded(&self) -> bool {
        self.rows < ROOMY && !matches!(self.view.body, Body::Verdict(_))
    }

    /// What to do now. Always something.
    fn next(&self) -> String {
        if self.rows < ROOMY {
            return self.next_in_short();
        }
        let View { path, chapter, .. } = self.view;
        match (&self.view.status, self.view.following) {
            (Status::Passed, Some(id)) => format!("next: n goes on with {id}; s shows one good answer, w the known wrong ones"),
            (Status::Passed, None) => "all exercises are done; next: `cargo run -q -- run --file my.rs`, a program of your own".into(),
            (Status::Fault(_), _) => "next: mend what it says, then r checks again; `cargo run -q -- doctor` may know more".into(),
            _ => format!("next: edit {path} and save; h is a hint, the chapter is `cargo run -q -- read {chapter}`"),
        }
    }

    fn next_in_short(&self) -> String {
        match (&self.view.status, self.view.following) {
            (Status::Passed, Some(_)) => "next: n".into(),
            (Status::Passed, None) => "all are done".into(),
            (Status::Fault(_), _) => "next: mend it, then r".into(),
            _ if self.columns < 40 => "next: edit, save".into(),
            _ => "next: edit exercise.rs and save; h: hint".into(),
        }
    }

    /// As many of the keys as there is room for.
    fn keys(&self) -> String {
        let choices: &[&str] = match self.view.body {
            Body::Question(_) => &["y yes · any other key: no", "y/n"],
            Body::Text { .. } => &[
                "space scroll · Enter back · ? keys · Ctrl-C quit",
                "Enter back",
                "q",
            ],
            Body::List { .. } => &["↑ ↓ choose · Enter go · q back", "Enter go, q back", "q"],
            Body::Verdict(_) => &[
                "n next · p previous · h hint · s solution · w wrong answers · e edit · r run · x reset · l list · ? help · q quit",
                "n next · p prev · h hint · s solution · w wrong · e edit · l list · ? help · q quit",
                "n next · p prev · h hint · e edit · r run · l list · ? help · q quit",
                "n next · h hint · e edit · ? help",
                "n p h s w e r x l ? q",
                "n p h e l ? q",
                "? q",
                "?",
            ],
        };
        let keys = choices
            .iter()
            .find(|keys| width(keys) <= self.columns)
            .copied()
            .unwrap_or_default();
        if self.view.unicode {
            keys.into()
        } else {
            keys.replace(" · ", "  ").replace("↑ ↓", "up/down")
        }
    }

    fn rule(&self) -> String {
        let line = if self.view.unicode { "─" } else { "-" };
        line.repeat(self.columns).dimmed().to_string()
    }

    /// A sentence in not more than `most` lines; what is too long ends in a gap.
    fn few(&self, sentence: &str, most: usize) -> Vec<String> {
        let mut lines = wrap(sentence, self.columns);
        if lines.len() > most {
            let rest = lines.split_off(most.saturating_sub(1)).join(" ");
            let room = self.columns.saturating_sub(1);
            let mut line = wrap(&rest, room.max(1)).swap_remove(0);
            line.push_str(if self.view.unicode { "…" } else { "~" });
            lines.push(self.cut(&line));
        }
        lines
    }

    fn cut(&self, text: &str) -> String {
        let gap = if self.view.unicode { '…' } else { '~' };
        fit(text, self.columns, gap).trim_end().to_string()
    }
}

fn bar(done: usize, all: usize, unicode: bool) -> String {
    const WIDTH: usize = 10;
    let full = (done * WIDTH).checked_div(all).unwrap_or(0).min(WIDTH);
    let (filled, empty) = if unicode { ("█", "░") } else { ("#", ".") };
    filled.repeat(full) + &empty.repeat(WIDTH - full)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(id: &str) -> Vec<View<'_>> {
        let list = || Body::List {
            selected: 1,
            exercises: vec![(id, true), ("日本/語", false)],
        };
        let text = "\u{1b}[31m✗ sequential: 日本語\u{1b}[0m\tone after another, 3 + 5 + 1 = 9 s\n"
            .repeat(9);
        let text: &'static str = text.leak();
        let bodies = [
            Body::Verdict(text),
            Body::Text {
                title: "hint",
                text,
                is_ready: true,
            },
            Body::Text {
                title: "known wrong answers",
                text: "building",
                is_ready: false,
            },
            Body::Question("put it back as it was given? y/n"),
            list(),
        ];
        let statuses = [
            Status::Checking("building 日本: 12 crates", Duration::from_secs(99)),
            Status::Passed,
            Status::NotYet("finding sequential, takes_as_long_as_the_slowest fails"),
            Status::Fault("error: cargo was not found: install Rust from https://rustup.rs"),
            Status::Passed,
        ];
        let view = |(body, status)| View {
            place: Place {
                number: 9,
                all: 24,
                done: 3,
            },
            id,
            task: "Fetch all pages at the same time, 同時に, and return them in order.".into(),
            path: "lessons/04-gather/fan_out/exercise.rs".into(),
            chapter: "gather",
            status,
            body,
            scroll: 5,
            notice: "no file events here: looking four times a second".into(),
            following: Some("gather/profile"),
            unicode: true,
        };
        bodies.into_iter().zip(statuses).map(view).collect()
    }

    fn visible(line: &str) -> String {
        line.split('\u{1b}')
            .enumerate()
            .map(|(i, part)| match i {
                0 => part,
                _ => part.split_once('m').map_or("", |(_, rest)| rest),
            })
            .collect()
    }

    #[test]
    fn it_fits_every_terminal() {
        colored::control::set_override(true);
        for view in views("gather/fan_out") {
            for columns in 0..=200 {
                for rows in [0, 1, 2, 3, 4, 5, 8, 15, 16, 24] {
                    let frame = frame(&view, columns, rows);
                    assert_eq!(frame.lines.len(), rows.max(1));
                    for line in &frame.lines {
                        assert!(
                            width(&visible(line)) <= columns.max(1),
                            "{columns}x{rows}: {line:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_next_step_is_always_there() {
        for view in views("gather/fan_out").iter().take(1) {
            for columns in 20..=200 {
                for rows in [6, 10, 16, 24] {
                    let all: Vec<String> = frame(view, columns, rows)
                        .lines
                        .iter()
                        .map(|line| visible(line))
                        .collect();
                    assert!(
                        all.iter().any(|line| line.contains("next:")),
                        "{columns}x{rows}: {all:#?}"
                    );
                }
            }
        }
    }

    #[test]
    fn three_rows_have_the_verdict_and_the_keys() {
        for view in &views("gather/fan_out") {
            let lines = frame(view, 80, 3).lines;
            assert!(lines[0].contains("gather/fan_out"), "{lines:#?}");
            assert!(
                ["q", "y/n", "no", "quit"]
                    .iter()
                    .any(|end| visible(&lines[2]).ends_with(end))
                    || visible(&lines[2]).contains("back"),
                "{lines:#?}"
            );
        }
    }
}
