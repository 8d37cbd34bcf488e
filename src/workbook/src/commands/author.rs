//! For authors: records what lessons print and how they run, and seals the tests.

use super::{Failure, Outcome};
use crate::terminal::{self, Status};
use colored::Colorize;
use runner::bless::{self, Change};
use runner::cargo::{self, Kind, Step, Targets};
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
    show_and_write(workbook, &changes)?;
    // A twin is compared with what its lesson prints now.
    let (twins, are_alike) = record_twins(workbook, &lessons)?;
    show_and_write(workbook, &twins)?;
    writeln!(
        io::stdout(),
        "{} lessons and {} exercises, {} files changed",
        lessons.len(),
        exercises.len(),
        changes.len() + twins.len()
    )?;
    Ok(are_alike)
}

fn show_and_write(workbook: &Workbook, changes: &[Change]) -> std::result::Result<(), Failure> {
    let mut out = io::stdout().lock();
    for change in changes {
        let path = workbook.shown(&change.path).display().to_string();
        writeln!(out, "{}", path.bold())?;
        write!(out, "{}", change.diff)?;
        error::write(&change.path, &change.text)?;
    }
    Ok(())
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
    let targets = Targets::of(Kind::Bin, lessons.iter().map(|lesson| lesson.target()));
    let status = Status::new("building");
    let tell = |step: Step<'_>| match step {
        Step::Compiled(name) => status.set(format!("building {name}")),
        Step::Waiting => status.set("waiting for another cargo".into()),
    };
    let built = cargo::build(&workbook.root, &targets, &tell, &Stop::default())?;
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

/// What has changed in how the twins run, and whether each is a twin: it prints what its lesson prints.
fn record_twins(workbook: &Workbook, lessons: &[&Lesson]) -> Result<(Vec<Change>, bool)> {
    let python = match Python::find() {
        Ok(python) => python,
        Err(why) => {
            eprintln!("{}", format!("the twins are left out: {why}").dimmed());
            return Ok((Vec::new(), true));
        }
    };
    let (mut changes, mut are_alike) = (Vec::new(), true);
    for lesson in lessons.iter().filter(|lesson| twin::has_twin(lesson)) {
        if let Some(why) = python.lacks(lesson) {
            eprintln!("{}", format!("left out: {why}").dimmed());
            continue;
        }
        match bless::twin(workbook, lesson, &python) {
            Ok(change) => changes.extend(change),
            Err(why) => {
                are_alike = false;
                terminal::complain(&why.to_string());
            }
        }
    }
    Ok((changes, are_alike))
}
