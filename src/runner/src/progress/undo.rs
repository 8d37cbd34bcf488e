//! The answers that were put away: all of them, in the order in which they were, and none is ever removed.

use crate::catalog::Exercise;
use crate::error::{self, Error, Result};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The answers of one exercise that were put away: `0001.rs` is the oldest.
pub struct Kept {
    dir: PathBuf,
    /// Each once, where it was put away last.
    answers: Vec<Vec<u8>>,
    /// The number of the next file.
    next: usize,
}

impl Kept {
    /// Those of an exercise, also from when it had another name.
    pub fn of(undo: &Path, exercise: &Exercise) -> Result<Kept> {
        let dir = undo.join(&exercise.id);
        let mut kept = Kept {
            next: 1 + numbered(&dir)?.last_key_value().map_or(0, |(n, _)| *n),
            answers: Vec::new(),
            dir,
        };
        let former = exercise.was.iter().map(|id| undo.join(id));
        for dir in former.chain([kept.dir.clone()]) {
            for path in numbered(&dir)?.values() {
                match error::bytes(path) {
                    Ok(answer) => kept.push(&answer),
                    // It was none, and was moved here out of the way.
                    Err(e) if e.kind() == ErrorKind::InvalidData => {}
                    Err(e) => return Err(Error::of_file("read", path, e)),
                }
            }
        }
        Ok(kept)
    }

    /// Puts an answer away, as the newest.
    pub fn keep(&mut self, answer: &[u8]) -> Result<()> {
        if self.answers.last().is_some_and(|newest| newest == answer) {
            return Ok(());
        }
        error::write(&self.free(), answer)?;
        self.next += 1;
        self.push(answer);
        Ok(())
    }

    /// Puts an answer away if it was not yet: going back and forth changes no order.
    pub fn keep_in_place(&mut self, answer: &[u8]) -> Result<()> {
        match self.answers.iter().any(|other| other == answer) {
            true => Ok(()),
            false => self.keep(answer),
        }
    }

    /// Puts away what stands in the place of an answer and is none: a folder, a pipe, a file of a gigabyte.
    pub fn keep_moved(&mut self, path: &Path) -> Result<()> {
        let moved = fs::create_dir_all(&self.dir).and_then(|()| fs::rename(path, self.free()));
        moved.map_err(|e| Error::of_file("move", path, e))
    }

    /// The answer before the present one, which is another one; before the oldest comes the newest again.
    pub fn before(&self, present: Option<&[u8]>) -> Option<&[u8]> {
        let is_present = |answer: &[u8]| Some(answer) == present;
        let at = self.answers.iter().position(|answer| is_present(answer));
        let before = at.filter(|at| *at > 0).unwrap_or(self.count());
        let before = self.answers.get(before.checked_sub(1)?)?;
        (!is_present(before)).then_some(before)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.answers.len()
    }

    fn push(&mut self, answer: &[u8]) {
        self.answers.retain(|other| other != answer);
        self.answers.push(answer.to_vec());
    }

    fn free(&self) -> PathBuf {
        self.dir.join(format!("{:04}.rs", self.next))
    }
}

/// What lies in a folder under a number. That it cannot be read is an error: the next number could be one of those.
fn numbered(dir: &Path) -> Result<BTreeMap<usize, PathBuf>> {
    let number = |path: &Path| path.file_stem()?.to_str()?.parse().ok();
    let mut found = BTreeMap::new();
    if error::is_there(dir)? {
        let unread = |e| Error::of_file("read", dir, e);
        for entry in fs::read_dir(dir).map_err(unread)? {
            let path = entry.map_err(unread)?.path();
            found.extend(number(&path).map(|number| (number, path)));
        }
    }
    Ok(found)
}
