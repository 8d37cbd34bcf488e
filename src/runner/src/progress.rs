//! What the learner has done, in `.workbook/` at the root, which git ignores: the exercises that have passed and the
//! hints that were shown (`state`), how they are saved (`save`), and the answers that were put away (`undo`).
//!
//! **Invariant:** no answer and no progress is lost, at whatever moment a process ends and whichever call of the system
//! fails. What is about to be overwritten is on the disk in another place first.

mod save;
mod state;
mod undo;

pub use state::{State, Unfit};

use crate::catalog::{Exercise, Workbook};
use crate::error::{self, Error, Result};
use save::{Lock, Store};
use std::fs;
use std::io::ErrorKind;
use undo::Kept;

/// The progress, as it was read, with what was noted since.
#[derive(Debug, Clone)]
pub struct Progress {
    store: Store,
    state: State,
    /// The former ids of exercises, each with the present one.
    renamed: Vec<(String, String)>,
    notice: Option<String>,
}

impl Progress {
    /// Reads the progress; none yet is none. A damaged file is put right from its copy; without one, and if a newer
    /// workbook wrote it, it is left as it is.
    pub fn read(workbook: &Workbook) -> Result<Progress> {
        let store = Store::new(&workbook.root);
        let (state, notice) = store.read()?;
        let renamed = workbook.exercises().flat_map(|exercise| {
            let was = exercise.was.iter();
            was.map(|old| (old.clone(), exercise.id.clone()))
        });
        let mut progress = Progress {
            store,
            renamed: renamed.collect(),
            state: State::new(),
            notice,
        };
        progress.state = progress.under_present_names(state);
        Ok(progress)
    }

    /// A line for the learner, if the file was not as it should be.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// All of it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether an exercise has passed.
    pub fn is_done(&self, exercise: &Exercise) -> bool {
        self.state.is_done(&exercise.id)
    }

    /// How many of an exercise's hints have been shown.
    pub fn hints(&self, exercise: &Exercise) -> usize {
        self.state.hints(&exercise.id)
    }

    /// The first exercise that has not passed.
    pub fn next<'a>(&self, workbook: &'a Workbook) -> Option<&'a Exercise> {
        workbook
            .exercises()
            .find(|exercise| !self.is_done(exercise))
    }

    /// Notes the result of a check. Like all that is noted, it holds here even if it cannot be saved.
    pub fn note(&mut self, id: &str, passed: bool) -> Result<()> {
        self.note_all([(id, passed)])
    }

    /// Notes the results of several checks in one save.
    pub fn note_all<'a>(
        &mut self,
        results: impl IntoIterator<Item = (&'a str, bool)>,
    ) -> Result<()> {
        let results: Vec<(&str, bool)> = results.into_iter().collect();
        self.change(|state| {
            for (id, passed) in &results {
                state.set_done(id, *passed);
            }
        })
    }

    /// Counts one more hint as shown, up to `all`.
    pub fn one_more_hint(&mut self, id: &str, all: usize) -> Result<()> {
        self.change(|state| state.set_hints(id, all.min(state.hints(id) + 1)))
    }

    /// Puts the exercise back as it was given, and keeps the answer for [`undo`](Progress::undo).
    pub fn reset(&mut self, exercise: &Exercise) -> Result<()> {
        let lock = self.store.lock()?;
        self.replace(&lock, exercise, &exercise.given()?, Kept::keep)?;
        drop(lock);
        self.change(|state| {
            state.set_done(&exercise.id, false);
            state.set_hints(&exercise.id, 0);
        })
    }

    /// Brings back the answer that was put away before the present one, which is kept as well. Before the oldest comes
    /// the newest again. Returns how many are kept.
    pub fn undo(&self, exercise: &Exercise) -> Result<usize> {
        let lock = self.store.lock()?;
        let kept = Kept::of(&self.store.undo(), exercise)?;
        let present = present(exercise).unwrap_or(None);
        let Some(before) = kept.before(present.as_deref()) else {
            return Err(Error(format!("nothing of {} was put away", exercise.id)));
        };
        self.replace(&lock, exercise, before, Kept::keep_in_place)?;
        Ok(Kept::of(&self.store.undo(), exercise)?.count())
    }

    /// Keeps the present answer for [`undo`](Progress::undo), and leaves it where it is.
    pub fn keep(&self, exercise: &Exercise) -> Result<()> {
        let _lock = self.store.lock()?;
        match Progress::begun(exercise)? {
            Some(begun) => Kept::of(&self.store.undo(), exercise)?.keep(&begun),
            None => Ok(()),
        }
    }

    /// Writes an answer in the place of the present one, which is kept for [`undo`](Progress::undo) if it was begun.
    /// Returns whether it was.
    pub fn bring(&self, exercise: &Exercise, answer: &[u8]) -> Result<bool> {
        let lock = self.store.lock()?;
        self.replace(&lock, exercise, answer, Kept::keep)
    }

    /// Takes over the progress of another machine, and `results` of the answers that came with it.
    pub fn merge(&mut self, other: &State, results: &[(&str, bool)]) -> Result<()> {
        let other = self.under_present_names(other.clone());
        self.change(|state| {
            state.merge(&other);
            for (id, passed) in results {
                state.set_done(id, *passed);
            }
        })
    }

    /// What the learner has written for an exercise; nothing if that is what was given, or the file is missing.
    pub fn begun(exercise: &Exercise) -> Result<Option<Vec<u8>>> {
        let given = exercise.given()?;
        Ok(present(exercise)?.filter(|answer| *answer != given))
    }

    /// Changes what is saved, and what is here. Others may have saved since this was read.
    fn change(&mut self, change: impl Fn(&mut State)) -> Result<()> {
        change(&mut self.state);
        let lock = self.store.lock()?;
        let saved = self.store.read_again(&lock)?.0;
        let mut changed = self.under_present_names(saved.clone());
        change(&mut changed);
        if changed != saved {
            self.store.write(&lock, &changed)?;
        }
        self.state = changed;
        Ok(())
    }

    /// Keeps the present answer if it was begun, then writes another.
    fn replace(
        &self,
        _: &Lock,
        exercise: &Exercise,
        answer: &[u8],
        keep: fn(&mut Kept, &[u8]) -> Result<()>,
    ) -> Result<bool> {
        for leftover in error::leftovers(&exercise.dir) {
            let _ = fs::remove_file(leftover);
        }
        let path = &exercise.answer.path;
        let given = exercise.given()?;
        let mut kept = Kept::of(&self.store.undo(), exercise)?;
        let present = match present(exercise) {
            Ok(present) => present,
            // Whatever it is, it cannot be read as an answer: it is moved out of the way.
            Err(_) => {
                kept.keep_moved(path)?;
                None
            }
        };
        let begun = present.filter(|present| *present != given && present != answer);
        if let Some(begun) = &begun {
            keep(&mut kept, begun)?;
        }
        error::write(path, answer)?;
        Ok(begun.is_some())
    }

    fn under_present_names(&self, mut state: State) -> State {
        for (old, new) in &self.renamed {
            state.rename(old, new);
        }
        state
    }
}

/// The learner's file as it is; none if it is missing.
fn present(exercise: &Exercise) -> Result<Option<Vec<u8>>> {
    let path = &exercise.answer.path;
    match error::bytes(path) {
        Ok(answer) => Ok(Some(answer)),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::of_file("read", path, e)),
    }
}
