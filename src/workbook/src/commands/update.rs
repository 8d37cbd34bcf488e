//! Brings a newer workbook, and says what it changed.

use super::{Outcome, check, progress};
use crate::cli::{Check, Format};
use crate::terminal::Status;
use colored::Colorize;
use runner::cargo::cargo;
use runner::catalog::Workbook;
use runner::update::{self, Update};
use runner::{Error, Result};
use std::io::{self, Write};
use std::process::Stdio;

pub fn update(workbook: &Workbook) -> Outcome {
    let status = Status::new("fetching the newer workbook");
    let update = update::update(workbook, &progress(workbook)?)?;
    drop(status);
    match update {
        None => {
            writeln!(io::stdout(), "there is nothing newer")?;
            Ok(true)
        }
        Some(update) => {
            say(&update)?;
            check_again(&update)
        }
    }
}

fn say(update: &Update) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{}",
        format!("{} files are newer", update.files).bold()
    )?;
    for id in &update.new {
        writeln!(out, "new: {id}")?;
    }
    for (id, difference) in &update.changed {
        writeln!(
            out,
            "{} asks something else now; your answer is as it was",
            id.bold()
        )?;
        write!(out, "{difference}")?;
    }
    for (old, new) in &update.moved {
        writeln!(out, "{old} is now {new}, and your answer with it")?;
    }
    for path in &update.left {
        let path = update.workbook.shown(path).display();
        writeln!(
            out,
            "{path} is your answer to an exercise that is no more; it stays there"
        )?;
    }
    Ok(())
}

/// What was done before may not be with what is asked now.
fn check_again(update: &Update) -> Outcome {
    let workbook = &update.workbook;
    let progress = progress(workbook)?;
    let done = workbook.exercises().filter(|e| progress.is_done(e));
    let ids: Vec<String> = done.map(|exercise| exercise.id.clone()).collect();
    if ids.is_empty() {
        return Ok(true);
    }
    writeln!(
        io::stdout(),
        "{}",
        format!("checking the {} that are done", ids.len()).bold()
    )?;
    if update.launcher {
        return Ok(by_the_newer_launcher(workbook, &ids)?);
    }
    let asked = Check {
        ids,
        all: false,
        solutions: false,
        wrong: false,
        times: 1,
        format: Format::Human,
        ascii: false,
    };
    check::check(workbook, &asked)
}

/// An older launcher does not know how the newer one judges.
fn by_the_newer_launcher(workbook: &Workbook, ids: &[String]) -> Result<bool> {
    let mut command = cargo(&workbook.root);
    command
        .args(["run", "-q", "--bin", "workbook", "--", "check"])
        .args(ids);
    let ended = command
        .stdin(Stdio::null())
        .status()
        .map_err(|e| Error(format!("cargo could not be started: {e}")))?;
    Ok(ended.success())
}
