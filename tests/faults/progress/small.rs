//! A workbook of a few files: a chapter, its exercises, nothing to build.

use crate::support::{Said, launcher, say};
use runner::catalog::Workbook;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What is given of each exercise.
pub const GIVEN: &str = "//! Do it.\n\nfn it() {\n    todo!()\n}\n\n#[cfg(test)]\nmod tests;\n";

pub struct Small {
    dir: TempDir,
}

impl Small {
    /// A chapter `a` with the exercises `one`, `two` and `three`.
    pub fn new() -> Small {
        let small = Small {
            dir: tempfile::tempdir().unwrap(),
        };
        small.write("book/src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n");
        small.chapter("01-a", &["one", "two", "three"], "");
        small
    }

    pub fn chapter(&self, folder: &str, exercises: &[&str], metadata: &str) {
        let target = |exercise: &str, file: &str| {
            format!(
                "    {{ name = \"{exercise}_{}\", path = \"{exercise}/{file}.rs\", test = false }},\n",
                file.replace('/', "_")
            )
        };
        let mut manifest = "test = [\n".to_string();
        for exercise in exercises {
            manifest += &(target(exercise, "exercise") + &target(exercise, "answers/solution"));
            let file = |name: &str, text: &str| {
                self.write(&format!("lessons/{folder}/{exercise}/{name}"), text)
            };
            file("exercise.rs", GIVEN);
            file(
                "tests.rs",
                "// Counts: nothing\n\n#[test]\nfn does_it() {}\n",
            );
            file("answers/given.rs", GIVEN);
            file("answers/solution.rs", "fn it() {}\n");
            file("answers/hints.md", "one\n---\ntwo\n---\nthree\n");
        }
        manifest += &format!("]\n[package]\nname = \"{folder}\"\n{metadata}");
        self.write(&format!("lessons/{folder}/Cargo.toml"), &manifest);
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn answer(&self, exercise: &str, text: &str) {
        self.write(&format!("lessons/01-a/{exercise}/exercise.rs"), text);
    }

    /// The progress file and its copy, as a save leaves them.
    pub fn saved(&self, text: &str) {
        let path = self.path(".workbook/progress.json");
        if path.is_dir() {
            fs::remove_dir(path).unwrap();
        }
        self.write(".workbook/progress.json", text);
        self.write(".workbook/progress.json.bak", text);
    }

    pub fn workbook(&self) -> Workbook {
        Workbook::read(self.dir.path()).unwrap()
    }

    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    pub fn launcher<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = launcher(self.dir.path());
        command.args(args);
        command
    }

    /// Another program in the folder; the launcher is its last argument.
    pub fn launcher_by(&self, program: &str, args: &[&str]) -> Command {
        let like = launcher(self.dir.path());
        let mut command = Command::new(program);
        command
            .args(args)
            .arg(like.get_program())
            .current_dir(self.dir.path());
        for (name, value) in like.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    pub fn say<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Said {
        say(&mut self.launcher(args))
    }

    /// Whether a file anywhere in the workbook has exactly this text.
    pub fn holds(&self, text: &str) -> bool {
        fn holds(dir: &Path, text: &str) -> bool {
            let mut entries = fs::read_dir(dir).into_iter().flatten().flatten();
            entries.any(|entry| match entry.path() {
                path if path.is_dir() => holds(&path, text),
                path => fs::read_to_string(path).is_ok_and(|found| found == text),
            })
        }
        holds(self.dir.path(), text)
    }
}
