//! The catalogue of mistakes, and what names each.

use super::Outcome;
use colored::Colorize;
use observer::catalog::{self, Caught, ROWS};
use observer::findings::{ALL, Kind};
use std::io::{self, Write};

pub fn findings(json: bool) -> Outcome {
    let mut out = io::stdout().lock();
    if json {
        for row in ROWS {
            let (by, what) = means(row.caught);
            let row = serde_json::json!({
                "number": row.number, "mistake": row.mistake, "by": by, "what": what, "tried": row.tried,
            });
            writeln!(out, "{row}")?;
        }
        return Ok(true);
    }
    for entry in ALL {
        let mark = match entry.kind {
            Kind::Fact => entry.name.green(),
            Kind::Mistake => entry.name.yellow(),
        };
        writeln!(out, "{mark}: {}", entry.meaning)?;
    }
    writeln!(out)?;
    for row in ROWS {
        let (by, what) = means(row.caught);
        writeln!(out, "{:>4}  {}", row.number, row.mistake)?;
        writeln!(out, "      {}", format!("{by}: {what}").dimmed())?;
    }
    let [trace, trial, code, test] = catalog::counts();
    writeln!(
        out,
        "\n{} mistakes: {trace} named from a plain trace, {trial} by a trial, {code} by the compiler, {test} only by a test",
        ROWS.len()
    )?;
    Ok(true)
}

/// By what a mistake is caught, and which name or reason goes with it.
fn means(caught: Caught) -> (&'static str, String) {
    match caught {
        Caught::Trace(names) => ("trace", names.join(", ")),
        Caught::Trial(name) => ("trial", name.to_string()),
        Caught::Code(said) => ("compiler", said.to_string()),
        Caught::Test(why) => ("only a test", why.to_string()),
    }
}
