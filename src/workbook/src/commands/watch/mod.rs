//! Watch mode: checks on each save, shows what came of it, and always what can be done next.
//!
//! One loop hears everything as an [`Event`]: keys, saves, signals, and the jobs beside it. Nothing that takes time
//! happens in it, so the keys are alive at every moment. What a key asks for is done by the command of that name, in a
//! process of its own (`jobs`); what is shown is a pure function of the state (`view`).

mod checks;
mod editor;
mod fold;
mod jobs;
mod keys;
mod plain;
mod saves;
mod session;
mod signals;
mod view;

use super::{Failure, Outcome};
use crate::screen::Screen;
use crate::terminal;
use checks::Checks;
use jobs::Jobs;
use runner::catalog::Workbook;
use runner::progress::Progress;
use session::Session;
use std::sync::mpsc;

/// All that can happen.
pub enum Event {
    Key(keys::Key),
    /// The terminal has another size.
    Resized,
    /// The terminal cannot be read any more.
    TerminalGone(std::io::Error),
    /// Something happened to a file of the exercise.
    Touched,
    /// A job told something.
    Job(u64, jobs::Said),
    /// A signal that ends a program.
    Signal(i32),
    /// The program goes on after it was stopped.
    Continued,
}

/// How watch mode ended.
pub enum End {
    Quit,
    Signal(i32),
}

pub fn watch(workbook: &Workbook, id: Option<String>) -> Outcome {
    let exercise = match (id, Progress::read(workbook)?.next(workbook)) {
        (None, None) => return super::list::here(workbook),
        (id, _) => super::exercise::exercise(workbook, &Progress::read(workbook)?, id)?,
    };
    let (tell, events) = mpsc::channel();
    // Before the terminal is touched: from here on every end goes through the loop.
    signals::listen(tell.clone())?;
    let jobs = Jobs::new(&workbook.root, tell.clone())?;
    let checks = Checks::of(exercise, tell.clone());
    let end = match terminal::is_interactive() {
        true => Session::new(workbook, checks, jobs, Screen::enter()?, tell).run(&events),
        false => plain::run(checks, jobs, &events),
    };
    match end? {
        End::Quit => Ok(true),
        // As the shell says it of a program that a signal has ended.
        End::Signal(signal) => std::process::exit(128 + signal),
    }
}

impl End {
    /// Ctrl-C, where it comes as a key.
    const INTERRUPTED: End = End::Signal(2);
}

/// The terminal is gone, and whoever would hear of it.
fn gone(_: std::io::Error) -> Failure {
    Failure::OutputClosed
}
