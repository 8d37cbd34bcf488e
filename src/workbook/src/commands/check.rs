//! Checks answers and says what came of them.

use super::Outcome;
use super::report::{self, Said};
use crate::cli::{Check, Format};
use crate::terminal::{self, Status};
use colored::Colorize;
use runner::catalog::{Exercise, Workbook};
use runner::check::{self, Ended, Extent, Found, Progress as Step, Task, Verdict};
use runner::progress::Progress;
use runner::{Error, Result};
use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn check(workbook: &Workbook, asked: &Check) -> Outcome {
    if asked.format == Format::Screen {
        end_with_input();
    }
    let mut progress = super::progress(workbook)?;
    let exercises = chosen(workbook, &progress, asked)?;
    if exercises.is_empty() {
        writeln!(io::stdout(), "all exercises are done")?;
        return Ok(true);
    }
    let tasks: Vec<Task<'_>> = exercises
        .iter()
        .flat_map(|exercise| tasks(exercise, asked))
        .collect();
    let verdicts = watch(workbook, &tasks, asked)?;
    let said: Result<Vec<Said<'_>>> = tasks
        .iter()
        .zip(&verdicts)
        .map(|(task, verdict)| Said::new(*task, verdict, asked.wrong))
        .collect();
    let said = said?;
    match asked.format {
        Format::Human => human(workbook, &said, asked)?,
        Format::Json => report::json(&said)?,
        Format::Junit => report::junit(&said)?,
        Format::Screen => screen(workbook, &said, asked)?,
    }
    if !asked.solutions && !asked.wrong {
        let results = verdicts.iter().map(|v| (v.id.as_str(), v.passed));
        super::warn_if_unsaved(progress.note_all(results));
        if asked.format == Format::Human {
            what_next(workbook, &progress, &verdicts)?;
        }
    }
    if let (Format::Screen, Some(last)) = (asked.format, said.last()) {
        let _ = writeln!(io::stderr(), "{}", report::brief(last));
    }
    Ok(said.iter().all(|said| said.is_as_it_should))
}

fn chosen<'a>(
    workbook: &'a Workbook,
    progress: &Progress,
    asked: &Check,
) -> Result<Vec<&'a Exercise>> {
    // All solutions, or all wrong answers: nobody asks for those of the next exercise without saying so.
    if asked.all || (asked.ids.is_empty() && (asked.solutions || asked.wrong)) {
        return Ok(workbook.exercises().collect());
    }
    if asked.ids.is_empty() {
        return Ok(progress.next(workbook).into_iter().collect());
    }
    let mut exercises = Vec::new();
    for id in &asked.ids {
        exercises.extend(workbook.exercises_named(id)?);
    }
    match exercises.is_empty() {
        true => Err(Error(format!("{} has no exercises", asked.ids.join(", ")))),
        false => Ok(exercises),
    }
}

fn tasks<'a>(exercise: &'a Exercise, asked: &Check) -> Vec<Task<'a>> {
    let answers = match (asked.solutions, asked.wrong) {
        (true, _) => vec![&exercise.solution],
        (_, true) => exercise.wrong.iter().collect(),
        _ => vec![&exercise.answer],
    };
    answers
        .into_iter()
        .map(|answer| Task {
            exercise,
            answer,
            extent: Extent::All,
        })
        .collect()
}

fn watch(workbook: &Workbook, tasks: &[Task<'_>], asked: &Check) -> Result<Vec<Verdict>> {
    let what = match tasks {
        [one] => one.exercise.id.clone(),
        many => format!("{} answers", many.len()),
    };
    let status = Status::new(&format!("building {what}"));
    let tell = |doing: String| match asked.format {
        Format::Screen => drop(writeln!(io::stderr(), "{doing}")),
        _ => status.set(doing),
    };
    let compiled = AtomicUsize::new(0);
    check::check_times(workbook, tasks, asked.times.into(), &|step| match step {
        Step::Compiled(name) => {
            let count = compiled.fetch_add(1, Ordering::Relaxed) + 1;
            tell(format!("building {what}: {count} crates, {name}"));
        }
        Step::Waiting => tell(format!("building {what}: waiting for another cargo")),
        Step::Checked(done, all) => tell(format!("checking: {done} of {all}")),
    })
}

/// What watch mode shows. The last line of standard error is the verdict in short.
fn screen(
    workbook: &Workbook,
    said: &[Said<'_>],
    asked: &Check,
) -> std::result::Result<(), super::Failure> {
    let page = terminal::page(asked.ascii);
    let mut out = io::stdout().lock();
    for said in said {
        if asked.wrong {
            let text = runner::error::read(&said.task.answer.path)?;
            let about = text.lines().next().unwrap_or_default();
            writeln!(out, "{}", said.task.answer.name.bold())?;
            writeln!(out, "{}", about.trim_start_matches("//! "))?;
        }
        report::findings_first(&mut out, workbook, said, page)?;
        if asked.wrong {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Watch mode holds the other end of the standard input: when it lets go of it, or dies in whatever way, this check
/// is not wanted any more, nor is anything that it has started.
fn end_with_input() {
    thread::spawn(|| {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        #[cfg(unix)]
        if rustix::process::getpgrp() == rustix::process::getpid() {
            let _ = rustix::process::kill_current_process_group(rustix::process::Signal::KILL);
        }
        process::exit(2);
    });
}

/// By what wrong answers were rejected, whatever they state: a run may show a finding beside the test that fails.
fn by_what(said: &[Said<'_>]) -> String {
    let is_mistake = |found: &Found| found.kind == "mistake";
    let refused = |said: &&Said<'_>| said.verdict.ended == Ended::Compile;
    let named =
        |said: &&Said<'_>| !said.is_left_out && said.verdict.findings.iter().any(is_mistake);
    let refusals = said.iter().filter(refused).count();
    let names = said.iter().filter(|s| named(s) && !refused(s)).count();
    let left_out = said.iter().filter(|said| said.is_left_out).count();
    format!(
        "{names} show a finding, {refusals} are refused by the compiler, {} are rejected only by a test",
        said.len() - names - refusals - left_out
    )
}

/// One answer is shown whole, with its chart; of many, those whole that are not as they should be.
fn human(
    workbook: &Workbook,
    said: &[Said<'_>],
    asked: &Check,
) -> std::result::Result<(), super::Failure> {
    let page = terminal::page(asked.ascii);
    let mut out = io::stdout().lock();
    for said in said {
        match said {
            said if asked.wrong || asked.solutions => report::line(&mut out, said, page)?,
            said if said.verdict.passed && asked.ids.len() != 1 => {
                report::line(&mut out, said, page)?
            }
            said => report::whole(&mut out, workbook, said, page)?,
        }
    }
    if asked.times > 1 {
        writeln!(out, "each test was run {} times", asked.times)?;
    }
    let left_out = said.iter().filter(|said| said.is_left_out).count();
    let right = said.iter().filter(|said| said.is_as_it_should).count() - left_out;
    if said.len() > 1 {
        let mut sum = format!("{right} of {} ", said.len());
        sum += match asked.wrong {
            true => "rejected as stated",
            false => "passed",
        };
        if left_out > 0 {
            sum += &format!(", {left_out} left out");
        }
        writeln!(out, "{}", sum.bold())?;
    }
    if asked.wrong && said.len() > 1 {
        writeln!(out, "{}", by_what(said))?;
    }
    Ok(())
}

/// The next exercise that is not done behind the ones that were checked; else the first of all.
fn next_after<'a>(
    workbook: &'a Workbook,
    progress: &Progress,
    verdicts: &[Verdict],
) -> Option<&'a Exercise> {
    let last = verdicts.last().map(|verdict| verdict.id.as_str());
    let behind = workbook
        .exercises()
        .skip_while(|exercise| Some(exercise.id.as_str()) != last);
    behind
        .skip(1)
        .find(|exercise| !progress.is_done(exercise))
        .or_else(|| progress.next(workbook))
}

/// What to do now. Always something.
fn what_next(
    workbook: &Workbook,
    progress: &Progress,
    verdicts: &[Verdict],
) -> std::result::Result<(), super::Failure> {
    let mut out = io::stdout().lock();
    let next = match (
        verdicts.iter().find(|verdict| !verdict.passed),
        next_after(workbook, progress, verdicts),
    ) {
        (Some(failed), _) => format!(
            "then `cargo run -q -- check {}`; stuck? `cargo run -q -- hint {0}`",
            failed.id
        ),
        (None, Some(next)) => format!(
            "next: `cargo run -q -- check {}`: {}",
            next.id,
            next.task()?
        ),
        (None, None) => "all exercises are done".to_string(),
    };
    let mut text = observer::draw::text::Text::default();
    text.push_wrapped(
        "",
        &next,
        observer::draw::text::Paint::Dim,
        terminal::page(false).width,
    );
    write!(out, "{}", crate::paint::text(&text))?;
    Ok(())
}
