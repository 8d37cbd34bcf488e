//! What the tests from the outside share: the launcher as a process, and a copy of the workbook to change.
#![allow(dead_code, reason = "each test program uses a part of it")]

use runner::catalog::{Exercise, Workbook};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// What a call printed, and how it ended.
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

pub fn root() -> PathBuf {
    Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR")))
        .unwrap()
        .root
}

/// The launcher in a folder, as without a terminal.
pub fn launcher(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workbook"));
    command.current_dir(dir).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C.UTF-8");
    command
}

pub fn say(command: &mut Command) -> Said {
    let said = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said {
        status: said.status.code().unwrap_or(-1),
        out: text(said.stdout),
        err: text(said.stderr),
    }
}

pub fn here<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Said {
    say(launcher(&root()).args(args))
}

/// A copy of the workbook to change. One test at a time has it, and leaves it as it found it.
pub struct Copy {
    pub workbook: Workbook,
    _alone: MutexGuard<'static, ()>,
}

impl Copy {
    pub fn new() -> Copy {
        static ALONE: Mutex<()> = Mutex::new(());
        static MADE: OnceLock<PathBuf> = OnceLock::new();
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let dir = MADE.get_or_init(|| {
            let dir = root().join("target/copy/workbook");
            copy(&root(), &dir);
            dir
        });
        let _ = fs::remove_dir_all(dir.join(".workbook"));
        Copy {
            workbook: Workbook::read(dir).unwrap(),
            _alone: alone,
        }
    }

    pub fn say<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Said {
        say(launcher(&self.workbook.root)
            .args(args)
            .env("CARGO_TARGET_DIR", self.workbook.root.join("../target")))
    }

    /// An exercise with an answer that must be rejected by a finding.
    pub fn exercise(&self) -> &Exercise {
        self.workbook.exercises_named("gather/fan_out").unwrap()[0]
    }

    /// Checks the exercise with this text in place of the learner's.
    pub fn check(&self, text: &str) -> Said {
        let exercise = self.exercise();
        let given = fs::read_to_string(exercise.answers().join("given.rs")).unwrap();
        fs::write(&exercise.answer.path, text).unwrap();
        let said = self.say(["check", &exercise.id]);
        fs::write(&exercise.answer.path, given).unwrap();
        said
    }

    pub fn solution(&self) -> String {
        fs::read_to_string(&self.exercise().solution.path).unwrap()
    }
}

/// Copies what is new, so that cargo finds the rest as it was.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            if !["target", ".git", ".workbook"]
                .iter()
                .any(|skipped| name == *skipped)
            {
                copy(&path, &to.join(name));
            }
        } else if fs::read(&path).ok() != fs::read(to.join(&name)).ok() {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// One line on standard error, no panic, status 2.
pub fn is_a_clear_refusal(said: &Said, word: &str) {
    assert_eq!(said.status, 2, "{}{}", said.out, said.err);
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    assert!(
        said.err.starts_with("error: ") && said.err.contains(word),
        "{}",
        said.err
    );
}
