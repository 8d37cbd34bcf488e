//! What the learner has done, in `.workbook/` at the root, which git ignores.

use crate::catalog::{Exercise, Workbook};
use crate::error::{self, Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The version of the file.
const VERSION: u32 = 1;

/// The progress, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    version: u32,
    /// The exercises that have passed.
    done: BTreeSet<String>,
    /// How many hints of each exercise have been shown.
    #[serde(default)]
    hints: BTreeMap<String, usize>,
    /// What a newer workbook keeps here is kept.
    #[serde(flatten)]
    other: BTreeMap<String, serde_json::Value>,
    #[serde(skip)]
    dir: PathBuf,
}

impl Progress {
    /// Reads the progress; none yet is none. A file that cannot be read is left as it is.
    pub fn read(workbook: &Workbook) -> Result<Progress> {
        let dir = workbook.root.join(".workbook");
        let path = dir.join("progress.json");
        let fresh = Progress {
            version: VERSION,
            done: BTreeSet::new(),
            hints: BTreeMap::new(),
            other: BTreeMap::new(),
            dir: dir.clone(),
        };
        if !path.exists() {
            return Ok(fresh);
        }
        let read: Progress = serde_json::from_str(&error::read(&path)?).map_err(|e| {
            Error(format!(
                "{} is damaged ({e}): move it away to start anew, nothing has been changed",
                path.display()
            ))
        })?;
        if read.version > VERSION {
            return Err(Error(format!(
                "{} is of a newer workbook: bring this one up to date",
                path.display()
            )));
        }
        Ok(Progress { dir, ..read })
    }

    /// Whether an exercise has passed.
    pub fn is_done(&self, exercise: &Exercise) -> bool {
        self.done.contains(&exercise.id)
    }

    /// The first exercise that has not passed.
    pub fn next<'a>(&self, workbook: &'a Workbook) -> Option<&'a Exercise> {
        workbook
            .exercises()
            .find(|exercise| !self.is_done(exercise))
    }

    /// Notes the result of a check.
    pub fn note(&mut self, id: &str, passed: bool) -> Result<()> {
        let changed = if passed {
            self.done.insert(id.to_string())
        } else {
            self.done.remove(id)
        };
        if changed { self.write() } else { Ok(()) }
    }

    /// Counts one more hint as shown, up to `all`; returns how many are shown now.
    pub fn one_more_hint(&mut self, id: &str, all: usize) -> Result<usize> {
        let shown = self.hints.entry(id.to_string()).or_default();
        *shown = (*shown + 1).min(all);
        let shown = *shown;
        self.write()?;
        Ok(shown)
    }

    /// Puts the exercise back as it was given, and keeps the answer for [`undo`](Progress::undo).
    pub fn reset(&mut self, exercise: &Exercise) -> Result<()> {
        let answer = error::read(&exercise.answer.path)?;
        let given = error::read(&exercise.answers().join("given.rs"))?;
        if answer != given {
            error::write(&self.kept(exercise), answer)?;
        }
        error::write(&exercise.answer.path, given)?;
        self.hints.remove(&exercise.id);
        self.done.remove(&exercise.id);
        self.write()
    }

    /// Brings back the answer that the last `reset` put away, and keeps the present one in its place.
    pub fn undo(&self, exercise: &Exercise) -> Result<()> {
        let kept = self.kept(exercise);
        if !kept.exists() {
            return Err(Error(format!("nothing of {} was put away", exercise.id)));
        }
        let (before, now) = (error::read(&kept)?, error::read(&exercise.answer.path)?);
        error::write(&exercise.answer.path, before)?;
        error::write(&kept, now)
    }

    fn kept(&self, exercise: &Exercise) -> PathBuf {
        self.dir
            .join("undo")
            .join(&exercise.id)
            .with_extension("rs")
    }

    fn write(&self) -> Result<()> {
        fs::create_dir_all(&self.dir).map_err(|e| Error::of_file("make", &self.dir, e))?;
        let text = serde_json::to_string_pretty(self).map_err(|e| Error(e.to_string()))?;
        error::write(&self.dir.join("progress.json"), text + "\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook(root: &std::path::Path) -> Workbook {
        Workbook {
            root: root.to_path_buf(),
            chapters: Vec::new(),
        }
    }

    #[test]
    fn what_is_noted_is_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let mut progress = Progress::read(&workbook(dir.path())).unwrap();
        progress.note("gather/fan_out", true).unwrap();
        let mut again = Progress::read(&workbook(dir.path())).unwrap();
        assert!(again.done.contains("gather/fan_out"));
        again.note("gather/fan_out", false).unwrap();
        assert!(
            Progress::read(&workbook(dir.path()))
                .unwrap()
                .done
                .is_empty()
        );
    }

    #[test]
    fn a_damaged_or_newer_file_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".workbook/progress.json");
        fs::create_dir(path.parent().unwrap()).unwrap();
        for text in ["", "{\"version\":1,\"do", "{\"version\":2,\"done\":[]}"] {
            fs::write(&path, text).unwrap();
            assert!(Progress::read(&workbook(dir.path())).is_err(), "{text}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn what_it_does_not_know_it_keeps() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".workbook/progress.json");
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, "{\"version\":1,\"done\":[],\"theme\":\"dark\"}").unwrap();
        Progress::read(&workbook(dir.path()))
            .unwrap()
            .note("a/b", true)
            .unwrap();
        assert!(
            fs::read_to_string(&path)
                .unwrap()
                .contains("\"theme\": \"dark\"")
        );
    }
}
