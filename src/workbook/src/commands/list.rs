//! What there is, and how far one is.

use super::Outcome;
use crate::terminal;
use colored::Colorize;
use observer::draw::text::wrap;
use observer::trace::Clock;
use runner::Result;
use runner::catalog::{Chapter, Exercise, Lesson, Workbook};
use runner::progress::Progress;
use runner::twin;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Where one is, and what is next.
pub fn here(workbook: &Workbook) -> Outcome {
    let progress = super::progress(workbook)?;
    let mut out = io::stdout().lock();
    let (done, all) = (
        workbook.exercises().filter(|e| progress.is_done(e)).count(),
        workbook.exercises().count(),
    );
    writeln!(out, "{}", "See Async Run".bold())?;
    writeln!(
        out,
        "{}",
        "a workbook for async Rust with Tokio: read, run, see, solve".dimmed()
    )?;
    writeln!(out)?;
    writeln!(out, "{} {done} of {all} exercises done", bar(done, all))?;
    writeln!(out)?;
    match progress.next(workbook) {
        Some(exercise) => {
            let lessons = workbook
                .chapters
                .iter()
                .find(|c| exercise.id.starts_with(&format!("{}/", c.name)));
            writeln!(out, "next: {}", exercise.id.bold())?;
            print_wrapped(&mut out, &exercise.task()?, 6)?;
            writeln!(out)?;
            if let Some(lesson) = lessons.and_then(|chapter| chapter.lessons.first()) {
                entry(
                    &mut out,
                    &format!("read {}", lesson.chapter),
                    "the chapter, in the browser",
                )?;
                entry(
                    &mut out,
                    &format!("run {}", lesson.name),
                    "its first lesson, and the timeline of it",
                )?;
            }
            entry(
                &mut out,
                "check",
                &format!("checks {}", workbook.shown(&exercise.answer.path).display()),
            )?;
            entry(&mut out, "hint", "if you are stuck")?;
        }
        None => writeln!(
            out,
            "all exercises are done; `cargo run -q -- run --file my.rs` shows programs of your own"
        )?,
    }
    entry(&mut out, "list", "everything there is")?;
    entry(&mut out, "--help", "all commands")?;
    Ok(true)
}

/// The chapters, lessons and exercises.
pub fn list(workbook: &Workbook, as_json: bool) -> Outcome {
    let progress = super::progress(workbook)?;
    let mut out = io::stdout().lock();
    if as_json {
        let chapters: Result<Vec<Value>> = workbook
            .chapters
            .iter()
            .map(|c| chapter_json(c, &progress))
            .collect();
        writeln!(out, "{}", json!({ "version": 1, "chapters": chapters? }))?;
        return Ok(true);
    }
    for chapter in &workbook.chapters {
        writeln!(out, "{}  {}", chapter.title.bold(), chapter.part.dimmed())?;
        for lesson in &chapter.lessons {
            item(&mut out, " ", &lesson.name, &or_why_not(lesson.about()))?;
        }
        for exercise in &chapter.exercises {
            let mark = if progress.is_done(exercise) {
                "✓"
            } else {
                "·"
            };
            item(&mut out, mark, &exercise.id, &or_why_not(exercise.task()))?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "{}",
        "`run NAME` a lesson, `check ID` an exercise; ✓ done, · to do".dimmed()
    )?;
    Ok(true)
}

/// A lesson whose file is missing does not hide the others.
fn or_why_not(about: Result<String>) -> String {
    about.unwrap_or_else(|error| error.to_string())
}

/// One lesson or exercise: on a wide terminal in two columns, on a narrow one below each other.
fn item(out: &mut impl Write, mark: &str, name: &str, about: &str) -> io::Result<()> {
    const NAMES: usize = 26;
    let width = terminal::page(false).width;
    if width < 2 * NAMES {
        writeln!(out, "{mark} {name}")?;
        return print_wrapped(out, about, 4);
    }
    let lines = wrap(about, width - NAMES - 3);
    for (i, line) in lines.iter().enumerate() {
        let (mark, name) = if i == 0 { (mark, name) } else { ("", "") };
        writeln!(out, "{} {name:NAMES$} {line}", format!("{mark:1}").green())?;
    }
    Ok(())
}

fn print_wrapped(out: &mut impl Write, text: &str, indent: usize) -> io::Result<()> {
    let width = terminal::page(false).width;
    let indent = indent.min(width / 4);
    wrap(text, width - indent)
        .iter()
        .try_for_each(|line| writeln!(out, "{:indent$}{line}", ""))
}

fn entry(out: &mut impl Write, command: &str, about: &str) -> io::Result<()> {
    let command = format!("cargo run -q -- {command}");
    if terminal::page(false).width < 70 {
        writeln!(out, "  {command}")?;
        return print_wrapped(out, about, 6);
    }
    writeln!(out, "  {command:34} {}", about.dimmed())
}

fn bar(done: usize, all: usize) -> String {
    let width = (terminal::page(false).width / 4).clamp(4, 20);
    let full = (done * width).checked_div(all).unwrap_or(0);
    let (filled, empty) = if terminal::page(false).unicode {
        ("█", "░")
    } else {
        ("#", ".")
    };
    format!(
        "{}{}",
        filled.repeat(full).green(),
        empty.repeat(width - full).dimmed()
    )
}

fn chapter_json(chapter: &Chapter, progress: &Progress) -> Result<Value> {
    Ok(json!({
        "name": chapter.name,
        "title": chapter.title,
        "part": chapter.part,
        "lessons": chapter.lessons.iter().map(lesson_json).collect::<Vec<_>>(),
        "exercises": chapter.exercises.iter().map(|e| exercise_json(e, progress)).collect::<Vec<_>>(),
    }))
}

fn lesson_json(lesson: &Lesson) -> Value {
    let clock = if lesson.clock == Clock::Virtual {
        "virtual"
    } else {
        "real"
    };
    json!({ "name": lesson.name, "twin": twin::has_twin(lesson), "clock": clock })
}

fn exercise_json(exercise: &Exercise, progress: &Progress) -> Value {
    let state = if progress.is_done(exercise) {
        "done"
    } else {
        "todo"
    };
    let wrong: Vec<&str> = exercise
        .wrong
        .iter()
        .map(|answer| answer.name.as_str())
        .collect();
    json!({ "id": exercise.id, "state": state, "wrong": wrong })
}
