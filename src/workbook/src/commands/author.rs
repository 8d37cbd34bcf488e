//! For authors: records what lessons print and how they run, and seals the tests.

use super::Outcome;
use crate::terminal::Status;
use colored::Colorize;
use runner::bless::{self, Change};
use runner::cargo::{self, Kind, Step};
use runner::catalog::{Exercise, Lesson, Workbook};
use runner::error;
use runner::guard::Stop;
use runner::twin::{self, Python};
use runner::{Error, Result};
use std::io::{self, Write};

pub fn bless(workbook: &Workbook, names: &[String]) -> Outcome {
    let (lessons, exercises) = chosen(workbook, names)?;
    let mut changes = record(workbook, &lessons)?;
    for exercise in &exercises {
        changes.extend(bless::exercise(exercise)?);
    }
    let mut out = io::stdout().lock();
    for change in &changes {
        writeln!(
            out,
            "{}",
            workbook.shown(&change.path).display().to_string().bold()
        )?;
        write!(out, "{}", change.diff)?;
        error::write(&change.path, &change.text)?;
    }
    let about = format!(
        "{} lessons and {} exercises, {} files changed",
        lessons.len(),
        exercises.len(),
        changes.len()
    );
    writeln!(out, "{about}")?;
    drop(out);
    compare_twins(&lessons)
}

fn chosen<'a>(
    workbook: &'a Workbook,
    names: &[String],
) -> Result<(Vec<&'a Lesson>, Vec<&'a Exercise>)> {
    if names.is_empty() {
        return Ok((workbook.lessons().collect(), workbook.exercises().collect()));
    }
    let (mut lessons, mut exercises) = (Vec::new(), Vec::new());
    for name in names {
        let is_chapter = workbook
            .chapters
            .iter()
            .find(|chapter| chapter.name == *name);
        if let Some(chapter) = is_chapter {
            lessons.extend(&chapter.lessons);
            exercises.extend(&chapter.exercises);
        } else if let Some(lesson) = workbook.lessons().find(|lesson| lesson.name == *name) {
            lessons.push(lesson);
        } else {
            exercises.extend(workbook.exercises_named(name)?);
        }
    }
    Ok((lessons, exercises))
}

fn record(workbook: &Workbook, lessons: &[&Lesson]) -> Result<Vec<Change>> {
    if lessons.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<&str> = lessons.iter().map(|lesson| lesson.name.as_str()).collect();
    let status = Status::new("building");
    let tell = |step: Step<'_>| match step {
        Step::Compiled(name) => status.set(format!("building {name}")),
        Step::Waiting => status.set("waiting for another cargo".into()),
    };
    let built = cargo::build(&workbook.root, Kind::Bin, &names, &tell, &Stop::default())?;
    let mut changes = Vec::new();
    for lesson in lessons {
        status.set(format!("recording {}", lesson.name));
        let executable = built.executables.get(&lesson.name);
        let executable = executable
            .ok_or_else(|| Error(format!("{} does not compile", lesson.source.display())))?;
        changes.extend(bless::lesson(workbook, lesson, executable)?);
    }
    Ok(changes)
}

/// A twin prints what its lesson prints, or the lesson says why there is none.
fn compare_twins(lessons: &[&Lesson]) -> Outcome {
    let python = match Python::find() {
        Ok(python) => python,
        Err(why) => {
            eprintln!("{}", format!("the twins are left out: {why}").dimmed());
            return Ok(true);
        }
    };
    let mut alike = true;
    for lesson in lessons.iter().filter(|lesson| twin::has_twin(lesson)) {
        let (rust, python) = (error::read(&lesson.output())?, python.output(lesson)?);
        if rust != python {
            alike = false;
            writeln!(
                io::stdout(),
                "{} prints something else than its twin:",
                lesson.name
            )?;
            write!(
                io::stdout(),
                "{}",
                bless::diff(&rust, &python, "lesson", "twin")
            )?;
        }
    }
    Ok(alike)
}
