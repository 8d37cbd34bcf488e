//! Watch mode without a terminal: each verdict as plain lines, for a log or a pipe.

use super::checks::{Checks, How};
use super::jobs::Jobs;
use super::{End, Event};
use crate::commands::Failure;
use crate::terminal;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

/// Checks on each save, until a signal comes or nobody reads.
pub fn run(
    mut checks: Checks<'_>,
    mut jobs: Jobs,
    events: &Receiver<Event>,
) -> Result<End, Failure> {
    let columns = terminal::page(false).width;
    let mut trouble = None;
    say(&format!(
        "watching {}; each save is checked",
        checks.exercise.id
    ))?;
    checks.restart(&mut jobs, columns)?;
    loop {
        if trouble.as_deref() != checks.saves.trouble() {
            trouble = checks.saves.trouble().map(String::from);
            trouble.as_ref().map_or(Ok(()), |why| {
                say(&format!("{why}: looking every quarter of a second"))
            })?;
        }
        match events.recv_timeout(checks.patience()) {
            Ok(Event::Touched) => checks.saves.touched(Instant::now()),
            Ok(Event::Job(number, said)) => {
                if checks.hear(number, said)? {
                    tell(&checks)?;
                }
            }
            Ok(Event::Signal(signal)) => return Ok(End::Signal(signal)),
            Err(RecvTimeoutError::Disconnected) => return Ok(End::Quit),
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
        }
        if checks.saves.look(Instant::now()) {
            checks.restart(&mut jobs, columns)?;
        }
    }
}

fn tell(checks: &Checks<'_>) -> io::Result<()> {
    let Some(verdict) = &checks.verdict else {
        return Ok(());
    };
    let id = &checks.exercise.id;
    if !verdict.warning.is_empty() {
        say(&format!("warning: {}", verdict.warning))?;
    }
    match verdict.how {
        How::Fault => say(&verdict.brief),
        _ => say(&format!(
            "{}\n{id}: {}",
            verdict.text.trim_end(),
            verdict.brief
        )),
    }
}

fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
