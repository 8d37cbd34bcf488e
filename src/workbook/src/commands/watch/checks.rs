//! One exercise, checked on each save. A save during a check ends it and begins it anew: what is told last is always
//! about what was saved last.

use super::Event;
use super::jobs::{Job, Jobs, Said};
use super::saves::Saves;
use runner::catalog::Exercise;
use std::io;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

pub struct Checks<'a> {
    pub exercise: &'a Exercise,
    pub saves: Saves,
    pub running: Option<Running>,
    /// Of the last check that came to its end.
    pub verdict: Option<Verdict>,
}

/// A check that goes on.
pub struct Running {
    job: Job,
    pub since: Instant,
    /// What it does just now.
    pub told: String,
    warning: String,
}

/// What came of a check.
pub struct Verdict {
    pub how: How,
    /// In a few words.
    pub brief: String,
    /// Whole, with colours.
    pub text: String,
    /// What did not stop it, and has to be known: that it could not be saved, say. May be empty.
    pub warning: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Passed,
    NotYet,
    /// The machine is at fault, not the answer.
    Fault,
}

impl<'a> Checks<'a> {
    pub fn of(exercise: &'a Exercise, tell: Sender<Event>) -> Checks<'a> {
        Checks {
            exercise,
            saves: Saves::of(exercise, tell),
            running: None,
            verdict: None,
        }
    }

    /// Begins a check; one that goes on is ended.
    pub fn restart(&mut self, jobs: &mut Jobs, columns: usize) -> io::Result<()> {
        self.running = None;
        let job = jobs.start(&["check", "--format", "screen", &self.exercise.id], columns)?;
        self.running = Some(Running {
            job,
            since: Instant::now(),
            told: "building".into(),
            warning: String::new(),
        });
        Ok(())
    }

    /// Hears a job; whether there is a new verdict. What is not about the check that goes on is not heard.
    pub fn hear(&mut self, number: u64, said: Said) -> io::Result<bool> {
        let Some(mut running) = self.running.take_if(|running| running.job.is(number)) else {
            return Ok(false);
        };
        match said {
            Said::Line(line) => {
                match line.strip_prefix("warning: ") {
                    Some(warning) => running.warning = warning.into(),
                    None => running.told = line,
                }
                self.running = Some(running);
                Ok(false)
            }
            Said::All(text) => {
                let status = running.job.end()?;
                let how = match status.code() {
                    Some(0) => How::Passed,
                    Some(1) => How::NotYet,
                    _ => How::Fault,
                };
                let brief = match how {
                    How::Fault if running.told.is_empty() => status.to_string(),
                    _ => running.told,
                };
                self.verdict = Some(Verdict {
                    how,
                    brief,
                    text,
                    warning: running.warning,
                });
                Ok(true)
            }
        }
    }

    /// How long nothing has to be done here, if nothing is told.
    pub fn patience(&self) -> Duration {
        self.saves.patience(Instant::now())
    }
}
