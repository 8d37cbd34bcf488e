//! The file with the tests of an exercise: what it names, what it counts, and whether it is as it was shipped.

use crate::catalog::{Exercise, Workbook};
use crate::error::{self, Error, Result};
use observer::findings;
use std::path::{Path, PathBuf};

/// A `tests.rs`, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestsFile {
    path: PathBuf,
    seal: PathBuf,
    text: String,
    counted: Vec<String>,
    /// The tests, in the order of the file; or the programs on which the learner's tests are tried.
    pub names: Vec<String>,
}

impl TestsFile {
    /// Reads the tests of an exercise. What is said at its head is checked against the list of findings.
    pub fn read(exercise: &Exercise) -> Result<TestsFile> {
        let path = exercise.tests();
        let text = error::read(&path)?.replace("\r\n", "\n");
        let counted = counted(&text).map_err(|e| Error(format!("{}: {e}", path.display())))?;
        let programs = exercise.programs.iter();
        let programs: Result<String> = programs
            .map(|name| error::read(&exercise.program(name)))
            .collect();
        let names = match exercise.programs[..] {
            [] => names(&text),
            _ => exercise.programs.clone(),
        };
        let text = text + &programs?.replace("\r\n", "\n");
        Ok(TestsFile {
            seal: exercise.answers().join("tests.seal"),
            path,
            counted,
            names,
            text,
        })
    }

    /// Whether this finding fails an answer even if its tests pass.
    pub fn counts(&self, finding: &str) -> bool {
        self.counted.iter().any(|name| name == finding)
    }

    /// Whether this file was compiled into a test program: an answer may have lost its `mod tests;`, or have tests of
    /// its own under the same names. The compiler notes beside the program which files it has read.
    pub fn are_in(&self, workbook: &Workbook, executable: &Path) -> bool {
        let Ok(read) = std::fs::read_to_string(executable.with_extension("d")) else {
            return false;
        };
        let Ok(this) = self.path.canonicalize() else {
            return false;
        };
        // Make's notation: `file:` a line, with a backslash before each space.
        let files = read.lines().filter_map(|line| line.strip_suffix(':'));
        files
            .map(|file| workbook.root.join(file.replace("\\ ", " ")))
            .filter(|file| file.file_name() == self.path.file_name())
            .any(|file| file.canonicalize().is_ok_and(|file| file == this))
    }

    /// The checksum that the file bears when it is shipped.
    pub fn seal(&self) -> String {
        format!("{:016x}\n", fnv1a(self.text.as_bytes()))
    }

    /// One line, if the tests are not the ones that were shipped.
    pub fn changed(&self, workbook: &Workbook) -> Option<String> {
        let path = workbook.shown(&self.path).display();
        let sealed = std::fs::read_to_string(&self.seal).unwrap_or_default();
        match sealed.trim() {
            "" => Some(format!(
                "{path} has no seal yet: `cargo run -q -- bless` makes one"
            )),
            seal if seal == self.seal().trim() => None,
            _ => Some(format!(
                "{path} was changed: `git checkout -- {path}` brings the tests back"
            )),
        }
    }
}

/// The findings named in `// Counts: …`, the first line.
fn counted(text: &str) -> std::result::Result<Vec<String>, String> {
    let first = text.lines().next().unwrap_or("");
    let Some(list) = first.strip_prefix("// Counts: ") else {
        return Err("the first line must be `// Counts: …`, or `// Counts: nothing`".into());
    };
    if list.trim() == "nothing" {
        return Ok(Vec::new());
    }
    let names: Vec<String> = list
        .split(',')
        .map(|name| name.trim().to_string())
        .collect();
    let is_mistake = |name: &String| {
        findings::ALL
            .iter()
            .any(|entry| entry.name == name && entry.kind == findings::Kind::Mistake)
    };
    match names.iter().find(|name| !is_mistake(name)) {
        Some(name) => Err(format!("`{name}` is not a mistake on the list of findings")),
        None => Ok(names),
    }
}

/// The function below each `#[tokio::test…]` or `#[test]`.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("#[tokio::test") || line.starts_with("#[test]") {
            is_test = true;
        } else if let (true, Some((_, rest))) = (is_test, line.split_once("fn ")) {
            names.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
            is_test = false;
        }
    }
    names
}

/// A checksum against accidents: FNV-1a, 64 bits. It need not withstand an attack, since the learner can edit all.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_are_the_functions_below_the_attribute() {
        let text = "use super::*;\n\n#[tokio::test(start_paused = true)]\nasync fn one() {}\n\nfn helper() {}\n\n#[test]\nfn two() {}\n";
        assert_eq!(names(text), ["one", "two"]);
    }

    #[test]
    fn only_mistakes_of_the_list_count() {
        assert_eq!(
            counted("// Counts: sequential, blocked_thread\n"),
            Ok(vec!["sequential".into(), "blocked_thread".into()])
        );
        assert_eq!(counted("// Counts: nothing\n"), Ok(vec![]));
        assert!(
            counted("// Counts: concurrent\n")
                .unwrap_err()
                .contains("`concurrent`")
        );
        assert!(
            counted("// Counts: sequental\n")
                .unwrap_err()
                .contains("`sequental`")
        );
        assert!(counted("use super::*;\n").is_err());
    }

    #[test]
    fn the_checksum_is_the_published_one() {
        // http://www.isthe.com/chongo/tech/comp/fnv: FNV-1a of "a" and of "foobar".
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
