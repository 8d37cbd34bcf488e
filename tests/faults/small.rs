//! A workbook of two exercises that need no library, so that a check takes a tenth of a second. What an answer says is
//! said by the compiler: `answer("v3")` is one that is refused with `v3`.

use runner::catalog::{Exercise, Workbook};
use runner::check::TestsFile;
use std::fs;
use std::path::{Path, PathBuf};

pub struct Small {
    pub dir: tempfile::TempDir,
    pub workbook: Workbook,
}

const EXERCISE: &str =
    "//! Answer.\n\npub fn f() {\n    todo!(\"answer\")\n}\n\n#[cfg(test)]\nmod tests;\n";

/// What is built beside a chapter.
const FEATURES: &str =
    "[package]\nname = \"features\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n";

impl Small {
    pub fn new() -> Small {
        let dir = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"lessons/*\"]\n",
        );
        write(
            "book/src/SUMMARY.md",
            "# Summary\n\n# Part\n\n- [One](one.md)\n",
        );
        write("book/src/one.md", "# One\n");
        let mut manifest =
            String::from("[package]\nname = \"one\"\nedition = \"2024\"\nautotests = false\n");
        for name in ["first", "second"] {
            let answers = [
                ("", "exercise.rs"),
                ("_solution", "answers/solution.rs"),
                ("_wrong_a", "answers/wrong_a.rs"),
            ];
            for (suffix, path) in answers {
                manifest += &format!(
                    "[[test]]\nname = \"one_{name}{suffix}\"\npath = \"{name}/{path}\"\ntest = false\n"
                );
                write(&format!("lessons/01-one/{name}/{path}"), EXERCISE);
            }
            let folder = format!("lessons/01-one/{name}");
            write(&format!("{folder}/answers/given.rs"), EXERCISE);
            write(
                &format!("{folder}/answers/hints.md"),
                "The first hint.\n\n---\n\nThe second hint.\n",
            );
            write(
                &format!("{folder}/tests.rs"),
                "// Counts: nothing\n#[test]\nfn answers() {\n    super::f();\n}\n",
            );
        }
        write("lessons/01-one/Cargo.toml", &manifest);
        write("lessons/features/Cargo.toml", FEATURES);
        write("lessons/features/lib.rs", "");
        let workbook = Workbook::read(dir.path()).unwrap();
        for exercise in workbook.exercises() {
            let seal = TestsFile::read(exercise).unwrap().seal();
            fs::write(exercise.answers().join("tests.seal"), seal).unwrap();
        }
        Small { dir, workbook }
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn first(&self) -> &Exercise {
        self.workbook.exercises().next().unwrap()
    }

    /// The learner's file of the first exercise.
    pub fn file(&self) -> PathBuf {
        self.first().answer.path.clone()
    }

    /// A cargo that counts its calls, and is slow if that is wanted. Returns it and the file that it counts in.
    #[cfg(unix)]
    pub fn counting_cargo(&self, delay: &str) -> (PathBuf, PathBuf) {
        let (cargo, count) = (self.root().join("cargo.sh"), self.root().join("calls"));
        let real = std::env::var("CARGO").unwrap_or("cargo".into());
        let script = format!(
            "#!/bin/sh\necho >> '{}'\nsleep {delay}\nexec '{real}' \"$@\"\n",
            count.display()
        );
        fs::write(&cargo, script).unwrap();
        fs::set_permissions(&cargo, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        (cargo, count)
    }
}

/// An answer that the compiler refuses with this word.
pub fn answer(word: &str) -> String {
    format!("compile_error!(\"{word}\");\n")
}

/// How often a cargo was called.
pub fn calls(count: &Path) -> usize {
    fs::read_to_string(count)
        .unwrap_or_default()
        .lines()
        .count()
}
