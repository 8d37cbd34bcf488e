//! One exercise: its task, its hints, its solution, and back to the start.

use super::{Failure, Outcome, progress, warn_if_unsaved};
use crate::terminal;
use colored::Colorize;
use observer::draw::text::{Paint, Text, wrap};
use runner::catalog::{Exercise, Workbook};
use runner::error::read;
use runner::progress::Progress;
use runner::{Error, Result};
use std::io::{self, Write};

pub fn next(workbook: &Workbook) -> Outcome {
    let mut out = io::stdout().lock();
    let Some(exercise) = progress(workbook)?.next(workbook) else {
        writeln!(out, "all exercises are done")?;
        return Ok(true);
    };
    writeln!(out, "{}", exercise.id.bold())?;
    for line in wrap(&exercise.task()?, terminal::page(false).width) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    writeln!(
        out,
        "edit   {}",
        workbook.shown(&exercise.answer.path).display()
    )?;
    writeln!(out, "check  cargo run -q -- check {}", exercise.id)?;
    Ok(true)
}

pub fn hint(workbook: &Workbook, id: Option<String>) -> Outcome {
    let mut progress = progress(workbook)?;
    let exercise = exercise(workbook, &progress, id)?;
    let hints = exercise.hints()?;
    warn_if_unsaved(progress.one_more_hint(&exercise.id, hints.len()));
    let shown = progress.hints(exercise).min(hints.len());
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{}",
        format!("{}: hint {shown} of {}", exercise.id, hints.len()).bold()
    )?;
    let mut text = Text::default();
    for paragraph in hints[..shown].last().map_or("", String::as_str).lines() {
        text.push_wrapped("", paragraph, Paint::Plain, terminal::page(false).width);
    }
    write!(out, "{text}")?;
    let more = match shown < hints.len() {
        true => format!(
            "`cargo run -q -- hint {}` again shows the next one",
            exercise.id
        ),
        false => format!(
            "that was the last one; `cargo run -q -- solution {}` shows one good answer",
            exercise.id
        ),
    };
    writeln!(out, "{}", more.dimmed())?;
    Ok(true)
}

pub fn diff(workbook: &Workbook, id: Option<String>) -> Outcome {
    let exercise = exercise(workbook, &progress(workbook)?, id)?;
    let (yours, solution) = (read(&exercise.answer.path)?, read(&exercise.solution.path)?);
    let mut out = io::stdout().lock();
    for line in runner::bless::diff(&yours, &solution, "yours", "solution").lines() {
        let painted = match line.chars().next() {
            Some('+') => line.green(),
            Some('-') => line.red(),
            Some('@') => line.dimmed(),
            _ => line.normal(),
        };
        writeln!(out, "{painted}")?;
    }
    Ok(true)
}

pub fn solution(workbook: &Workbook, id: Option<String>) -> Outcome {
    let exercise = exercise(workbook, &progress(workbook)?, id)?;
    write!(io::stdout(), "{}", read(&exercise.solution.path)?)?;
    Ok(true)
}

pub fn reset(workbook: &Workbook, id: Option<String>) -> Outcome {
    let mut progress = progress(workbook)?;
    let exercise = named(workbook, id, "reset")?;
    progress.reset(exercise)?;
    let path = workbook.shown(&exercise.answer.path).display();
    writeln!(
        io::stdout(),
        "{path} is as it was given; `cargo run -q -- undo {}` brings yours back",
        exercise.id
    )?;
    Ok(true)
}

pub fn undo(workbook: &Workbook, id: Option<String>) -> Outcome {
    let exercise = named(workbook, id, "undo")?;
    let kept = progress(workbook)?.undo(exercise)?;
    let mut out = io::stdout();
    let path = workbook.shown(&exercise.answer.path).display();
    writeln!(out, "{path} is back")?;
    if kept > 1 {
        let again = format!("`undo` again brings another of the {kept} that are kept");
        writeln!(out, "{}", again.dimmed())?;
    }
    Ok(true)
}

/// The exercise that is meant; without a name the next one.
pub fn exercise<'a>(
    workbook: &'a Workbook,
    progress: &Progress,
    id: Option<String>,
) -> std::result::Result<&'a Exercise, Failure> {
    match id {
        Some(id) => Ok(one(workbook, &id)?),
        None => progress
            .next(workbook)
            .ok_or_else(|| Error("all exercises are done: name one".into()).into()),
    }
}

/// What changes a file wants its name.
fn named<'a>(workbook: &'a Workbook, id: Option<String>, command: &str) -> Result<&'a Exercise> {
    let id = id.ok_or_else(|| Error(format!("which exercise? `cargo run -q -- {command} ID`")))?;
    one(workbook, &id)
}

fn one<'a>(workbook: &'a Workbook, id: &str) -> Result<&'a Exercise> {
    match workbook.exercises_named(id)?[..] {
        [one] => Ok(one),
        _ => Err(Error(format!(
            "`{id}` is a chapter: name one of its exercises; `cargo run -q -- list` shows them"
        ))),
    }
}
