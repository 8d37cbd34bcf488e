//! How the progress is kept in `.workbook/`: one writer at a time, the old state or the new one, and a copy of it.
//!
//! A save takes the lock, reads what is there now, changes it, writes the copy, then the file. Whenever it is
//! interrupted, at least one of the two is whole, and so a damaged file costs nothing.

use super::state::{State, Unfit};
use crate::error::{self, Error, Result};
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// One process holds the lock for some milliseconds; one that holds it for this long hangs.
const PATIENCE: Duration = Duration::from_secs(2);

/// The folder of the progress.
#[derive(Debug, Clone)]
pub struct Store {
    dir: PathBuf,
}

/// While this lives, no other process writes.
#[derive(Debug)]
pub struct Lock {
    /// Closing it gives the lock back.
    _file: File,
}

/// What stands where a progress file should.
enum Found {
    Nothing,
    State(State),
    Damaged(String),
}

impl Store {
    /// The progress of the workbook in `root`. Nothing is read or made yet.
    pub fn new(root: &Path) -> Store {
        Store {
            dir: root.join(".workbook"),
        }
    }

    /// The progress, and a line for the learner if it was not as it should be.
    pub fn read(&self) -> Result<(State, Option<String>)> {
        if !error::leftovers(&self.dir).is_empty() {
            // Whoever takes the lock clears up. If it cannot be had now, then later.
            let _ = self.lock();
        }
        match look(&self.file())? {
            Found::State(state) => Ok((state, None)),
            found if self.is_new(&found)? => Ok((State::new(), None)),
            found => match self.lock() {
                Ok(lock) => self.read_again(&lock),
                Err(why) => self.from_copy(found, |_| Err(why.clone())),
            },
        }
    }

    /// As [`read`](Store::read), for who holds the lock; puts right what is damaged.
    pub fn read_again(&self, _: &Lock) -> Result<(State, Option<String>)> {
        match look(&self.file())? {
            Found::State(state) => Ok((state, None)),
            found if self.is_new(&found)? => Ok((State::new(), None)),
            found => self.from_copy(found, |state| {
                let aside = self.put_aside()?;
                error::write(&self.file(), state.text())?;
                Ok(aside)
            }),
        }
    }

    /// Writes the progress, first the copy. If that fails, the file is as it was.
    pub fn write(&self, _: &Lock, state: &State) -> Result<()> {
        error::write(&self.copy(), state.text())?;
        error::write(&self.file(), state.text())
    }

    /// Waits until no other process writes. One that hangs is named after two seconds.
    pub fn lock(&self) -> Result<Lock> {
        let path = self.dir.join("progress.lock");
        let open = || {
            fs::create_dir_all(&self.dir)?;
            let mut options = File::options();
            options.read(true).write(true).create(true).truncate(false);
            options.open(&path)
        };
        let mut file = open().map_err(|e| Error::of_file("write", &path, e))?;
        let (mut holder, mut since) = (String::new(), Instant::now());
        let mut pause = Duration::from_millis(1);
        // Some network file systems have no locks: there one goes without.
        while let Err(TryLockError::WouldBlock) = file.try_lock() {
            let now = fs::read_to_string(&path).unwrap_or_default();
            if now != holder {
                (holder, since) = (now, Instant::now());
            }
            if since.elapsed() > PATIENCE {
                return Err(Error(format!(
                    "another workbook{} holds {} and does not go on: end it, then try again",
                    match holder.trim() {
                        "" => String::new(),
                        id => format!(", process {id},"),
                    },
                    path.display()
                )));
            }
            thread::sleep(pause);
            // Longer and longer, so that many who wait leave the machine to the one who writes.
            pause = (2 * pause).min(Duration::from_millis(50));
        }
        // Only for that message, so that it matters to nobody if it fails.
        let _ = file.set_len(0);
        let _ = file.write_all(std::process::id().to_string().as_bytes());
        for leftover in error::leftovers(&self.dir) {
            let _ = fs::remove_file(leftover);
        }
        Ok(Lock { _file: file })
    }

    /// The folder of the answers that were put away.
    pub fn undo(&self) -> PathBuf {
        self.dir.join("undo")
    }

    fn file(&self) -> PathBuf {
        self.dir.join("progress.json")
    }

    fn copy(&self) -> PathBuf {
        self.dir.join("progress.json.bak")
    }

    /// Whether nothing was ever saved.
    fn is_new(&self, found: &Found) -> Result<bool> {
        Ok(matches!(found, Found::Nothing) && matches!(look(&self.copy())?, Found::Nothing))
    }

    /// The copy's state where the file is damaged or gone. `put_right` makes it the file's again, and says where the
    /// damaged one is now.
    fn from_copy(
        &self,
        found: Found,
        put_right: impl FnOnce(&State) -> Result<Option<PathBuf>>,
    ) -> Result<(State, Option<String>)> {
        let what = match found {
            Found::Damaged(why) => format!("{} is damaged ({why})", self.file().display()),
            _ => format!("{} is gone", self.file().display()),
        };
        let Found::State(state) = look(&self.copy())? else {
            return Err(Error(format!(
                "{what}: move it away to start anew, nothing has been changed"
            )));
        };
        let then = match put_right(&state) {
            Ok(Some(aside)) => format!("the damaged one is now {}", aside.display()),
            Ok(None) => "it was written anew".to_string(),
            Err(why) => format!("but it cannot be put right: {why}"),
        };
        let notice = format!("{what}: nothing is lost, its copy is used, {then}");
        Ok((state, Some(notice)))
    }

    /// Moves the file, if there is one, to a name that is free.
    fn put_aside(&self) -> Result<Option<PathBuf>> {
        if !error::is_there(&self.file())? {
            return Ok(None);
        }
        let seconds = seconds(SystemTime::now());
        let mut aside = self.dir.join(format!("progress.corrupt-{seconds}"));
        let mut number = 1;
        while error::is_there(&aside)? {
            number += 1;
            aside = self
                .dir
                .join(format!("progress.corrupt-{seconds}-{number}"));
        }
        fs::rename(self.file(), &aside).map_err(|e| Error::of_file("move", &self.file(), e))?;
        Ok(Some(aside))
    }
}

/// The seconds since 1970; none before, where a clock may stand too.
fn seconds(now: SystemTime) -> u64 {
    now.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// What is there. That it cannot be read now is an error, and so is a file that a newer workbook wrote.
fn look(path: &Path) -> Result<Found> {
    if !error::is_there(path)? {
        return Ok(Found::Nothing);
    }
    let bytes = match error::bytes(path) {
        Ok(bytes) => bytes,
        Err(e) if path.is_symlink() || e.kind() == ErrorKind::InvalidData => {
            return Ok(Found::Damaged(e.to_string()));
        }
        Err(e) => return Err(Error::of_file("read", path, e)),
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return Ok(Found::Damaged("it is not UTF-8 text".into()));
    };
    match State::parse(&text) {
        Ok(state) => Ok(Found::State(state)),
        Err(Unfit::Damaged(why)) => Ok(Found::Damaged(why)),
        Err(Unfit::Newer) => Err(Error(format!(
            "{} is of a newer workbook: `cargo run -q -- update` brings this one up to date",
            path.display()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_may_stand_before_1970() {
        assert_eq!(seconds(UNIX_EPOCH - Duration::from_secs(1)), 0);
        assert_eq!(seconds(UNIX_EPOCH + Duration::from_secs(7)), 7);
    }

    #[test]
    fn what_was_put_aside_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(dir.path());
        fs::create_dir(&store.dir).unwrap();
        for text in ["one", "two", "three"] {
            fs::write(store.file(), text).unwrap();
            let aside = store.put_aside().unwrap().unwrap();
            assert_eq!(fs::read_to_string(aside).unwrap(), text);
        }
        assert_eq!(fs::read_dir(&store.dir).unwrap().count(), 3);
    }
}
