//! Errors for people: one line, lower case, what happened, to which file, what to try next.

use std::fmt;
use std::path::Path;

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

/// Reads a text file.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| Error::of_file("read", path, e))
}

/// Writes a file whole, or leaves it as it was: into a temporary file beside it first.
pub fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new()
            .prefix(".workbook-")
            .tempfile_in(folder)?;
        std::io::Write::write_all(&mut file, text.as_ref())?;
        file.as_file().sync_all()?;
        // A temporary file is private; what is written here is a file like any other.
        #[cfg(unix)]
        if let Err(e) = std::fs::set_permissions(
            file.path(),
            std::os::unix::fs::PermissionsExt::from_mode(0o644),
        ) {
            return Err(e);
        }
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|e| Error::of_file("write", path, e))
}
