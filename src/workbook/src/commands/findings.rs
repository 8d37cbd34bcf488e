//! The catalogue of mistakes, and what names each.

use super::Outcome;
use colored::Colorize;
use observer::catalog::{self, Caught, ROWS};
use observer::findings::{ALL, Kind};
use runner::catalog::Workbook;
use runner::score::{self, Score};
use std::io::{self, Write};

pub fn findings(workbook: &Workbook, json: bool) -> Outcome {
    let mut out = io::stdout().lock();
    if json {
        for row in ROWS {
            let (by, what) = means(row.caught);
            let row = serde_json::json!({
                "number": row.number, "mistake": row.mistake, "by": by, "what": what, "tried": row.tried,
            });
            writeln!(out, "{row}")?;
        }
        for score in score::scores(workbook)? {
            let score = serde_json::json!({
                "chapter": score.chapter, "wrong": score.all(), "named": score.named, "refused": score.refused,
                "test_only": score.test_only,
            });
            writeln!(out, "{score}")?;
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
    show_scores(&mut out, &score::scores(workbook)?)?;
    Ok(true)
}

/// What rejects the wrong answers of the exercises, a chapter a line.
fn show_scores(out: &mut impl Write, scores: &[Score]) -> io::Result<()> {
    writeln!(out, "\nwrong answers      finding  compiler  only a test")?;
    let mut line = |name: &str, [named, refused, test_only]: [usize; 3]| {
        writeln!(out, "{name:<18} {named:>7}  {refused:>8}  {test_only:>11}")
    };
    let mut sum = [0; 3];
    for score in scores {
        let counts = [score.named, score.refused, score.test_only];
        line(&score.chapter, counts)?;
        sum = std::array::from_fn(|i| sum[i] + counts[i]);
    }
    line("all", sum)
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
