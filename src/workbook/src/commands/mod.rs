//! The commands, one a file.

mod author;
mod check;
mod doctor;
mod exchange;
mod exercise;
mod findings;
mod list;
mod mutate;
mod read;
mod report;
mod run;
mod update;
mod watch;

use crate::cli::{Cli, Command};
use crate::terminal;
use clap::CommandFactory;
use runner::catalog::Workbook;
use runner::progress::Progress;
use runner::{Error, Result};
use std::env;
use std::io::{self, Write};

/// Why a command could not do what was asked.
pub enum Failure {
    /// Nobody reads what it prints.
    OutputClosed,
    /// Another program of ours has said it already.
    Said,
    /// Anything else, in one line.
    Fault(Error),
}

/// Whether all that was asked for passed.
pub type Outcome = std::result::Result<bool, Failure>;

pub fn run(cli: Cli) -> Outcome {
    if let Some(Command::Completions { shell }) = cli.command {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Cli::command(), "workbook", &mut script);
        io::stdout().write_all(&script)?;
        return Ok(true);
    }
    let workbook = workbook()?;
    match cli.command {
        None if terminal::is_interactive() => watch::watch(&workbook, None),
        None => list::here(&workbook),
        Some(Command::List { json }) => list::list(&workbook, json),
        Some(Command::Run(run)) => run::run(&workbook, &run),
        Some(Command::Check(check)) => check::check(&workbook, &check),
        Some(Command::Watch(exercise)) => watch::watch(&workbook, exercise.id),
        Some(Command::Next) => exercise::next(&workbook),
        Some(Command::Hint(exercise)) => exercise::hint(&workbook, exercise.id),
        Some(Command::Diff(exercise)) => exercise::diff(&workbook, exercise.id),
        Some(Command::Solution(exercise)) => exercise::solution(&workbook, exercise.id),
        Some(Command::Reset(exercise)) => exercise::reset(&workbook, exercise.id),
        Some(Command::Undo(exercise)) => exercise::undo(&workbook, exercise.id),
        Some(Command::Update) => update::update(&workbook),
        Some(Command::Export { file }) => exchange::export(&workbook, &file),
        Some(Command::Import { file }) => exchange::import(&workbook, &file),
        Some(Command::Read { chapter, build }) => {
            read::read(&workbook, chapter.as_deref(), build.as_deref())
        }
        Some(Command::Findings { json }) => findings::findings(&workbook, json),
        Some(Command::Doctor) => doctor::doctor(&workbook),
        Some(Command::Bless { names }) => author::bless(&workbook, &names),
        Some(Command::Mutate { names, since }) => mutate::mutate(&workbook, names, since),
        Some(Command::Completions { .. }) => Ok(true),
    }
}

/// The workbook that one stands in.
fn workbook() -> Result<Workbook> {
    let here =
        env::current_dir().map_err(|e| Error(format!("the current folder cannot be read: {e}")))?;
    Workbook::find(&here)
}

/// The learner's progress, and a word if its file was not as it should be.
fn progress(workbook: &Workbook) -> Result<Progress> {
    let progress = Progress::read(workbook)?;
    if let Some(notice) = progress.notice() {
        terminal::warn(notice);
    }
    Ok(progress)
}

/// What cannot be saved is said, and nothing stops for it.
fn warn_if_unsaved(saved: Result<()>) {
    if let Err(why) = saved {
        terminal::warn(&format!("this is not saved: {why}"));
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Fault(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::OutputClosed,
            _ => Failure::Fault(Error(format!("cannot write: {error}"))),
        }
    }
}
