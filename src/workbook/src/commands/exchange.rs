//! Progress and answers, from one machine to another.

use super::{Outcome, progress};
use runner::catalog::Workbook;
use runner::exchange;
use std::io::{self, Write};
use std::path::Path;

pub fn export(workbook: &Workbook, file: &Path) -> Outcome {
    let count = exchange::export(workbook, &progress(workbook)?, file)?;
    writeln!(
        io::stdout(),
        "{} has your progress and {count} answers; `cargo run -q -- import FILE` takes them over elsewhere",
        file.display()
    )?;
    Ok(true)
}

pub fn import(workbook: &Workbook, file: &Path) -> Outcome {
    let mut progress = progress(workbook)?;
    let imported = exchange::import(workbook, &mut progress, file)?;
    let done = workbook.exercises().filter(|e| progress.is_done(e)).count();
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} answers brought, {done} of {} exercises done",
        imported.brought.len(),
        workbook.exercises().count()
    )?;
    for id in &imported.kept {
        writeln!(
            out,
            "{id}: yours is kept, `cargo run -q -- undo {id}` brings it back"
        )?;
    }
    for id in &imported.unknown {
        writeln!(
            out,
            "{id} is not in this workbook: its answer stays in the file"
        )?;
    }
    Ok(true)
}
