//! What a lesson did when it was recorded: its output, its trace, and that of its twin, which prints the same.

use super::{read, shown};
use observer::trace::{Clock, Trace};
use observer::view::{Sources, View};
use runner::catalog::{Lesson, Workbook};
use std::fs;
use std::path::Path;

/// What a lesson printed.
pub fn output(workbook: &Workbook, lesson: &Lesson) -> Result<String, String> {
    read(workbook, &lesson.output(), &cure(lesson))
}

/// How a lesson ran.
pub fn view(workbook: &Workbook, lesson: &Lesson) -> Result<View, String> {
    view_of(workbook, lesson, &lesson.trace())
}

/// How its twin ran.
pub fn twin_view(workbook: &Workbook, lesson: &Lesson) -> Result<View, String> {
    match &lesson.no_twin {
        Some(reason) => Err(format!("{} has no twin: {reason}", lesson.name)),
        None => view_of(workbook, lesson, &lesson.twin_trace()),
    }
}

fn view_of(workbook: &Workbook, lesson: &Lesson, trace: &Path) -> Result<View, String> {
    let text = read(workbook, trace, &cure(lesson))?;
    let trace = Trace::parse(&text).map_err(|e| format!("{}: {e}", shown(workbook, trace)))?;
    let output = output(workbook, lesson)?;
    Ok(View::new(
        &trace,
        output.as_bytes(),
        &sources(&lesson.source),
    ))
}

/// What a reader must know of a run that may be another one next time; nothing if it is always the same.
pub fn caveat(lesson: &Lesson) -> Option<&'static str> {
    (lesson.clock != Clock::Virtual).then_some("recorded in real time: yours may vary")
}

fn cure(lesson: &Lesson) -> String {
    format!("`cargo run -q -- bless {}` records it", lesson.name)
}

/// The source of a lesson, and the files beside it: its twin, and what may be its modules.
fn sources(source: &Path) -> Sources {
    let mut sources = Sources::default();
    let beside = source.parent().and_then(|folder| fs::read_dir(folder).ok());
    for path in beside
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
    {
        let is_source = path
            .extension()
            .is_some_and(|extension| extension == "rs" || extension == "py");
        if let (true, Some(name), Ok(text)) =
            (is_source, path.file_name(), fs::read_to_string(&path))
        {
            sources.add(&name.to_string_lossy(), text);
        }
    }
    sources
}
