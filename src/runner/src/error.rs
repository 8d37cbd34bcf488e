//! Errors for people: one line, lower case, what happened, to which file, what to try next. And the two things that
//! mostly go wrong: reading a file and writing it.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What went wrong with the call or the machine; never with an answer, which has a verdict instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(pub String);

/// The result of everything that can go wrong.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error about a file: what was being done to it, and what the system said.
    pub fn of_file(doing: &str, path: &Path, error: impl fmt::Display) -> Error {
        Error(format!("cannot {doing} {}: {error}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<String> for Error {
    fn from(text: String) -> Error {
        Error(text)
    }
}

/// What a temporary file is called until it takes the place of the real one.
const TEMPORARY: &str = ".workbook-";

/// No file of the workbook is larger. What is would fill the memory.
const LARGEST: u64 = 16 << 20;

/// Reads a text file of at most 16 MiB.
pub fn read(path: &Path) -> Result<String> {
    String::from_utf8(read_bytes(path)?)
        .map_err(|_| Error::of_file("read", path, "it is not UTF-8 text"))
}

/// Reads a file of at most 16 MiB, text or not.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    bytes(path).map_err(|e| Error::of_file("read", path, e))
}

/// Reads a file. What is none, or is too large, is `InvalidData`: opening a pipe would wait for a writer.
pub(crate) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let unfit = |why| Err(io::Error::new(io::ErrorKind::InvalidData, why));
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return unfit("it is not a file");
    }
    if about.len() > LARGEST {
        return unfit("it is larger than 16 MiB");
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether anything has this name. That it cannot be told is an error: what is not seen could be overwritten.
pub fn is_there(path: &Path) -> Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(Error::of_file("read", path, e)),
    }
}

/// Whether this is a folder. That it cannot be told is an error: what is in it would be taken for gone.
pub fn is_folder(path: &Path) -> Result<bool> {
    match fs::metadata(path) {
        Ok(about) => Ok(about.is_dir()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(Error::of_file("read", path, e)),
    }
}

/// Writes a file whole, or leaves it as it was, whenever this is interrupted: into a temporary file in the same folder,
/// which takes the old one's place when it is on the disk. A link stays, and what it points at is written.
pub fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    replace(path, text.as_ref()).map_err(|e| Error::of_file("write", path, e))
}

fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let path = match fs::canonicalize(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => path.to_path_buf(),
        real => real?,
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut file = temporary(&path).tempfile_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    // The new name is in the folder; only Unix lets one wait until the folder is on the disk.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// A temporary file is private; what takes its place keeps the permissions that it had, or gets the usual ones.
fn temporary(path: &Path) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        let usual = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        builder.permissions(fs::metadata(path).map_or(usual, |about| about.permissions()));
    }
    #[cfg(not(unix))]
    let _ = path;
    builder
}

/// The temporary files that an interrupted [`write`] left in a folder.
pub fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_leftover = |entry: &fs::DirEntry| {
        entry.file_name().to_string_lossy().starts_with(TEMPORARY)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
    };
    entries
        .filter(is_leftover)
        .map(|entry| entry.path())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_leaves_nothing_beside_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("new/a.txt");
        write(&path, "one").unwrap();
        write(&path, "two").unwrap();
        assert_eq!(read(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_the_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        write(&link, "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(read(&real).unwrap(), "new");
        let mode = fs::metadata(&real).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[test]
    fn what_is_no_file_of_ours_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let large = dir.path().join("large");
        File::create(&large).unwrap().set_len(1 << 30).unwrap();
        let error = |path: &Path| read(path).unwrap_err().0;
        assert!(error(&large).contains("larger than 16 MiB"));
        assert!(error(dir.path()).contains("is not a file"));
        fs::write(&large, [0xff]).unwrap();
        assert!(error(&large).contains("not UTF-8"));
    }
}
