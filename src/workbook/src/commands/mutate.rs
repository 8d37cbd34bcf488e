//! For authors: how strong the tests are.

use super::Outcome;
use crate::terminal::Status;
use colored::Colorize;
use runner::Result;
use runner::catalog::{Exercise, Workbook};
use runner::check::Progress as Step;
use runner::mutate::{self, Score};
use std::io::{self, Write};

/// Of a hundred mutants so many must be rejected, those aside that are equivalent.
const BAR: usize = 90;

pub fn mutate(workbook: &Workbook, names: Vec<String>, since: Option<String>) -> Outcome {
    let names = match since {
        None => names,
        Some(revision) => Vec::from_iter(mutate::changed_since(workbook, &revision)?),
    };
    let exercises = chosen(workbook, &names)?;
    let status = Status::new("building the mutants");
    let scores = mutate::mutate(workbook, &exercises, &|step| match step {
        Step::Compiled(name) => status.set(format!("building {name}")),
        Step::Waiting => status.set("waiting for another cargo".into()),
        Step::Checked(done, all) => status.set(format!("checking: {done} of {all}")),
    })?;
    drop(status);
    let mut out = io::stdout().lock();
    scores.iter().try_for_each(|score| show(&mut out, score))?;
    let sum = |of: fn(&Score) -> usize| scores.iter().map(of).sum::<usize>();
    let (rejected, survivors) = (
        sum(|score| score.rejected),
        sum(|score| score.survivors.len()),
    );
    let equivalent = sum(|score| score.equivalent.len());
    let share = (rejected * 100)
        .checked_div(rejected + survivors)
        .unwrap_or(100);
    let line = format!(
        "{rejected} of {} mutants rejected, {share} %; {equivalent} more are equivalent",
        rejected + survivors
    );
    writeln!(out, "{}", line.bold())?;
    Ok(share >= BAR)
}

fn chosen<'a>(workbook: &'a Workbook, names: &[String]) -> Result<Vec<&'a Exercise>> {
    if names.is_empty() {
        return Ok(workbook.exercises().collect());
    }
    let named: Result<Vec<_>> = names
        .iter()
        .map(|name| workbook.exercises_named(name))
        .collect();
    Ok(named?.concat())
}

fn show(out: &mut impl Write, score: &Score) -> io::Result<()> {
    writeln!(
        out,
        "{}: {} of {} rejected",
        score.id,
        score.rejected,
        score.viable - score.equivalent.len()
    )?;
    for survivor in &score.survivors {
        writeln!(
            out,
            "    {} line {}: {}",
            "survives".red(),
            survivor.line,
            survivor.what
        )?;
    }
    for (mutant, reason) in &score.equivalent {
        let line = format!(
            "    equivalent, line {}: {}: {reason}",
            mutant.line, mutant.what
        );
        writeln!(out, "{}", line.dimmed())?;
    }
    Ok(())
}
