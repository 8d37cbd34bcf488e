//! Where a built book is put: beside its place first, and into it when all went well.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with this file in it was made here, and may be replaced.
const MARKER: &str = ".see-async-run";

/// A build that is not in its place yet. Dropped before [`publish`](Staged::publish), it leaves nothing behind.
pub struct Staged {
    place: PathBuf,
    beside: TempDir,
}

/// Begins a build for the folder `place`.
///
/// Refused if something is there that is not an earlier build: it would be lost.
pub fn stage(place: &Path) -> Result<Staged, String> {
    let place =
        std::path::absolute(place).map_err(|e| format!("cannot find {}: {e}", place.display()))?;
    if !may_be_replaced(&place) {
        return Err(format!(
            "{} is not empty and not an earlier build of the book: name a new folder, or empty this one",
            place.display()
        ));
    }
    let parent = place
        .parent()
        .ok_or("the book cannot be built into the root folder: name another")?;
    // Beside its place, since only within one file system is a folder moved in one step.
    let beside = fs::create_dir_all(parent)
        .and_then(|()| {
            tempfile::Builder::new()
                .prefix(".see-async-run-")
                .tempdir_in(parent)
        })
        .map_err(|e| format!("cannot make a folder in {}: {e}", parent.display()))?;
    Ok(Staged { place, beside })
}

/// Whether an earlier build is there.
pub fn is_a_build(place: &Path) -> bool {
    place.join(MARKER).is_file()
}

fn may_be_replaced(place: &Path) -> bool {
    match fs::read_dir(place) {
        Ok(mut entries) => entries.next().is_none() || is_a_build(place),
        Err(e) => e.kind() == std::io::ErrorKind::NotFound,
    }
}

impl Staged {
    /// The folder to build into. It does not exist yet, and so gets the rights of any other.
    pub fn dir(&self) -> PathBuf {
        self.beside.path().join("new")
    }

    /// Puts what was built into its place, and takes away what was there.
    pub fn publish(self) -> Result<(), String> {
        let (new, old) = (self.dir(), self.beside.path().join("old"));
        let failed = |e| format!("cannot put the book into {}: {e}", self.place.display());
        fs::write(
            new.join(MARKER),
            "Made by `cargo run -q -- read --build`. The next build replaces this folder.\n",
        )
        .map_err(failed)?;
        let was_there = self.place.exists();
        if was_there {
            fs::rename(&self.place, &old).map_err(failed)?;
        }
        fs::rename(&new, &self.place).map_err(|e| {
            if was_there && let Err(e) = fs::rename(&old, &self.place) {
                return failed(e);
            }
            failed(e)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(place: &Path, text: &str) -> Result<(), String> {
        let staged = stage(place)?;
        fs::create_dir(staged.dir()).unwrap();
        fs::write(staged.dir().join("index.html"), text).unwrap();
        staged.publish()
    }

    #[test]
    fn a_build_replaces_an_earlier_one_whole() {
        let temp = tempfile::tempdir().unwrap();
        let place = temp.path().join("a/book");
        build(&place, "one").unwrap();
        fs::write(place.join("left.html"), "over").unwrap();
        build(&place, "two").unwrap();
        assert_eq!(fs::read_to_string(place.join("index.html")).unwrap(), "two");
        assert!(!place.join("left.html").exists());
        assert_eq!(
            fs::read_dir(temp.path().join("a")).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn a_build_that_is_not_published_leaves_the_earlier_one() {
        let temp = tempfile::tempdir().unwrap();
        let place = temp.path().join("book");
        build(&place, "one").unwrap();
        let staged = stage(&place).unwrap();
        fs::create_dir(staged.dir()).unwrap();
        drop(staged);
        assert_eq!(fs::read_to_string(place.join("index.html")).unwrap(), "one");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_with_something_else_in_it_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("thesis.txt"), "years of work").unwrap();
        let e = build(temp.path(), "book").unwrap_err();
        assert!(
            e.ends_with("not an earlier build of the book: name a new folder, or empty this one"),
            "{e}"
        );
        assert!(temp.path().join("thesis.txt").exists());
    }

    #[test]
    fn an_empty_folder_will_do_and_a_file_will_not() {
        let temp = tempfile::tempdir().unwrap();
        let (empty, file) = (temp.path().join("empty"), temp.path().join("file"));
        fs::create_dir(&empty).unwrap();
        fs::write(&file, "").unwrap();
        build(&empty, "book").unwrap();
        assert!(build(&file, "book").is_err());
    }
}
