//! A trial: one program, many runs, each with a number. The number of a run says all that is special about it.

use crate::report::Report;
use crate::run::{self, Failure};
use crate::watchdog::Watchdog;
use std::ops::ControlFlow;

/// What differs from trial to trial.
pub struct Trial {
    /// What a broken assertion means: the name of a finding.
    pub finding: &'static str,
    /// What is special about the run of this number: `with seed 8 of 200`.
    pub what: fn(u64) -> String,
}

/// Whether there may be another run.
pub type Next = ControlFlow<()>;

/// Runs a program, given the run's number, with the recorder on or off.
pub trait Program: Fn(u64, bool) -> Result<Next, Failure> {}

impl<F: Fn(u64, bool) -> Result<Next, Failure>> Program for F {}

impl Trial {
    /// Runs the program with the numbers 0, 1, 2 … until it breaks or says that this was the last one.
    /// `TRIALS_SEED` in the environment names the only one to run.
    ///
    /// If the recorder is on, it sees one run: the first that breaks, else the one of number 0.
    pub fn start(&self, program: impl Program) {
        let only = std::env::var("TRIALS_SEED").ok();
        let only = only.and_then(|number| number.parse().ok());
        let broken = self.first_broken(only, &program);
        if std::env::var_os("WORKBOOK_TRACE").is_some() {
            self.show(only.unwrap_or(0), broken.as_ref(), &program);
        }
        if let Some((_, _, report)) = broken {
            panic!("{}", report.text());
        }
    }

    fn first_broken(
        &self,
        only: Option<u64>,
        program: &impl Program,
    ) -> Option<(u64, Failure, Report)> {
        let (finding, what) = (self.finding, self.what);
        let report =
            move |number, failure: &Failure| Report::new(finding, number, &what(number), failure);
        let watchdog = Watchdog::start(move |number| report(number, &Failure::Endless).marked());
        for number in only.unwrap_or(0)..=only.unwrap_or(u64::MAX) {
            watchdog.begin(number);
            match program(number, false) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return None,
                Err(failure) => {
                    let report = report(number, &failure);
                    return Some((number, failure, report));
                }
            }
        }
        None
    }

    /// Lets the recorder see the run that broke, or else a plain one. The report goes first: the recorder ends the
    /// process when it sees a deadlock.
    fn show(&self, plain: u64, broken: Option<&(u64, Failure, Report)>, program: &impl Program) {
        let result = match broken {
            None => program(plain, true),
            Some((number, failure, report)) => {
                eprint!("{}", report.marked());
                if *failure == Failure::Endless {
                    return;
                }
                program(*number, true)
            }
        };
        if result.is_ok() != broken.is_none() {
            eprintln!("trials: it is not the same again: something in it is left to chance");
        }
    }
}

/// The recorded run, or a silent one.
pub fn run<T>(
    seed: u64,
    is_recorded: bool,
    program: impl Future<Output = T>,
) -> Result<T, Failure> {
    match is_recorded {
        true => run::recorded(seed, program),
        false => run::silently(seed, program),
    }
}
