//! Takes progress and answers to another machine, as one JSON file:
//! `{"version":1,"progress":{…},"answers":{"gather/fan_out":"…"}}`. Only answers that were begun are in it.

use crate::catalog::Workbook;
use crate::error::{self, Error, Result};
use crate::progress::{Progress, State, Unfit};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const VERSION: u64 = 1;

#[derive(Serialize, Deserialize)]
struct File {
    version: u64,
    progress: Value,
    answers: BTreeMap<String, String>,
}

/// What came of an import: ids of exercises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// These have the answer of the file now.
    pub brought: Vec<String>,
    /// These had another that was begun: it is kept for `undo`.
    pub kept: Vec<String>,
    /// These are not in this workbook, and their answers stay in the file.
    pub unknown: Vec<String>,
}

/// Writes progress and answers to a file; returns how many answers. A file that is something else is left alone.
pub fn export(workbook: &Workbook, progress: &Progress, path: &Path) -> Result<usize> {
    if error::is_there(path)? && read(path).is_err() {
        return Err(Error(format!(
            "{} is there and is no export: give another name",
            path.display()
        )));
    }
    let mut answers = BTreeMap::new();
    for exercise in workbook.exercises() {
        if let Some(answer) = Progress::begun(exercise)? {
            let answer = String::from_utf8(answer).map_err(|_| {
                Error::of_file("export", &exercise.answer.path, "it is not UTF-8 text")
            })?;
            answers.insert(exercise.id.clone(), answer);
        }
    }
    let count = answers.len();
    let file = File {
        version: VERSION,
        progress: progress.state().value(),
        answers,
    };
    let text = serde_json::to_string_pretty(&file).map_err(|e| Error(e.to_string()))?;
    error::write(path, text + "\n")?;
    Ok(count)
}

/// Takes over what is in a file. An answer here that was begun is kept for `undo`; what is done here stays done, unless
/// the file brings another answer that is not.
pub fn import(workbook: &Workbook, progress: &mut Progress, path: &Path) -> Result<Imported> {
    let (file, state) = read(path)?;
    let mut imported = Imported::default();
    let mut results = Vec::new();
    for (id, answer) in &file.answers {
        let Some(exercise) = workbook.exercise(id) else {
            imported.unknown.push(id.clone());
            continue;
        };
        if Progress::begun(exercise).is_ok_and(|begun| begun.as_deref() == Some(answer.as_bytes()))
        {
            continue;
        }
        if progress.bring(exercise, answer.as_bytes())? {
            imported.kept.push(exercise.id.clone());
        }
        imported.brought.push(exercise.id.clone());
        results.push((exercise.id.as_str(), state.is_done(id)));
    }
    // Last, so that nothing is done here without its answer if this is interrupted.
    progress.merge(&state, &results)?;
    Ok(imported)
}

fn read(path: &Path) -> Result<(File, State)> {
    let no_export = |why: String| Error::of_file("import", path, why);
    let newer = || no_export("a newer workbook wrote it; `cargo run -q -- update`".into());
    let value: Value = serde_json::from_str(&error::read(path)?)
        .map_err(|e| no_export(format!("it is no export ({e})")))?;
    if value["version"]
        .as_u64()
        .is_some_and(|version| version > VERSION)
    {
        return Err(newer());
    }
    let file: File =
        serde_json::from_value(value).map_err(|e| no_export(format!("it is no export ({e})")))?;
    match State::from_value(file.progress.clone()) {
        Ok(state) => Ok((file, state)),
        Err(Unfit::Newer) => Err(newer()),
        Err(Unfit::Damaged(why)) => Err(no_export(format!("its progress is damaged ({why})"))),
    }
}
