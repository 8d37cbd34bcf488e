//! git, as far as an update needs it.

use crate::error::{Error, Result};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What to do where git cannot help.
const OTHERWISE: &str = "or get the newer workbook into another folder, `export` your answers here, `import` them there";

/// The repository of the workbook.
pub struct Git {
    root: PathBuf,
    /// Another index than the repository's own, for a merge that touches no file.
    index: Option<PathBuf>,
}

impl Git {
    /// The repository whose top is `root`.
    pub fn of(root: &Path) -> Result<Git> {
        let git = Git {
            root: root.to_path_buf(),
            index: None,
        };
        let otherwise = |why: &str| Error(format!("{why}; {OTHERWISE}"));
        let top = git
            .ask(["rev-parse", "--show-toplevel"])
            .map_err(|e| otherwise(&e.0))?;
        match Path::new(&top).canonicalize().ok() == root.canonicalize().ok() {
            true => Ok(git),
            false => Err(otherwise(&format!(
                "{} lies in a git repository of something else",
                root.display()
            ))),
        }
    }

    /// The same repository with an index of its own.
    pub fn with_index(&self, index: PathBuf) -> Git {
        Git {
            root: self.root.clone(),
            index: Some(index),
        }
    }

    /// What git prints, without the line end; or what it complains of, in one line.
    pub fn ask<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Result<String> {
        let mut command = Command::new("git");
        command
            .args(args)
            .current_dir(&self.root)
            .stdin(Stdio::null());
        // As a hook of git would set them: this is about the workbook and no other repository.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(name);
        }
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        let said = command.output().map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Error("git was not found: install it".into()),
            _ => Error(format!("git could not be started: {e}")),
        })?;
        if said.status.success() {
            let text = String::from_utf8_lossy(&said.stdout);
            return Ok(text.trim_end_matches('\n').to_string());
        }
        let errors = String::from_utf8_lossy(&said.stderr);
        let line = ["fatal: ", "error: "]
            .iter()
            .find_map(|mark| errors.lines().find_map(|line| line.strip_prefix(mark)));
        Err(Error(match line.or(errors.lines().next()) {
            Some(line) => format!("git: {}", line.trim()),
            None => format!("git ended with {}", said.status),
        }))
    }

    /// The paths that git prints, with `-z` among the arguments.
    pub fn paths<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Result<Vec<String>> {
        let said = self.ask(args)?;
        let paths = said.split('\0').filter(|path| !path.is_empty());
        Ok(paths.map(str::to_string).collect())
    }
}
