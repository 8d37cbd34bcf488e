//! The catalogue of mistakes is whole, and the compiler refuses what its rows say it refuses. (What a plain run shows is
//! tested with the recorder; what a trial shows, with the trials.)

use observer::catalog::{Caught, ROWS, counts};
use observer::findings::{ALL, How};
use runner::cargo::{self, Kind, Targets};
use runner::catalog::Workbook;
use runner::guard::Stop;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_catalogue_is_whole() {
    let numbers: BTreeSet<&str> = ROWS.iter().map(|row| row.number).collect();
    let plain = (1..=70).map(|n| n.to_string());
    let lettered = ('a'..='k').map(|letter| format!("66{letter}"));
    let compiled = (1..=12).map(|n| format!("c{n}"));
    let expected: BTreeSet<String> = plain.chain(lettered).chain(compiled).collect();
    assert!(
        numbers
            .iter()
            .copied()
            .eq(expected.iter().map(String::as_str))
    );
}

#[test]
fn each_row_names_a_finding_of_the_list_found_in_that_way() {
    let is_found = |name: &str, how| {
        ALL.iter()
            .any(|entry| entry.name == name && entry.how == how)
    };
    let is_listed = |name: &str| ALL.iter().any(|entry| entry.name == name);
    let faults = ROWS.iter().filter(|row| !match row.caught {
        Caught::Trace(names) => names.iter().all(|name| is_found(name, How::Trace)),
        // A trial also sees what a trace shows, in another order of the tasks.
        Caught::Trial(name) => is_listed(name),
        Caught::Code(said) => !said.is_empty(),
        Caught::Test(why) => why.len() > 20,
    });
    none(faults.map(|row| format!("{row:?}")).collect());
}

#[test]
fn all_but_what_only_a_test_names_was_tried() {
    let untried = ROWS
        .iter()
        .filter(|row| row.tried.is_empty() && !matches!(row.caught, Caught::Test(_)));
    none(untried.map(|row| format!("{row:?}")).collect());
}

/// What was reached; a rule that is lost shows here.
#[test]
fn most_mistakes_are_named() {
    let [trace, trial, code, test] = counts();
    assert!(trace >= 35 && trial >= 15 && code >= 15, "{:?}", counts());
    assert_eq!(trace + trial + code + test, ROWS.len());
}

#[test]
fn the_compiler_refuses_what_its_rows_say() {
    let workbook = workbook();
    let tokio = tokio(&workbook);
    let mut faults = Vec::new();
    for row in ROWS {
        let Caught::Code(_) = row.caught else {
            continue;
        };
        for program in row.tried {
            let path = workbook.root.join(format!("tests/refused/{program}.rs"));
            let source = std::fs::read_to_string(&path).unwrap();
            let why = source
                .lines()
                .next()
                .unwrap()
                .strip_prefix("//! Refused: ")
                .unwrap();
            let said = refusal(&path, &tokio);
            let is_refused = said.lines().any(|line| line.contains(why));
            if !is_refused {
                faults.push(format!("{program}: no `{why}` in\n{said}"));
            }
        }
    }
    none(faults);
}

/// An error with a number is proved by a doctest; of one without, the page's own words are looked for in the compiler's.
#[test]
fn the_compiler_says_what_the_pages_say() {
    let workbook = workbook();
    let tokio = tokio(&workbook);
    let folder = tempfile::tempdir().unwrap();
    let (mut faults, mut proved) = (Vec::new(), 0);
    for page in workbook.chapters.iter().map(|chapter| &chapter.page) {
        let text = std::fs::read_to_string(page).unwrap();
        let fragments = text.split("\n```rust,compile_fail\n").skip(1);
        for fragment in fragments.map(|rest| rest.split("\n```").next().unwrap()) {
            let path = folder.path().join("fragment.rs");
            std::fs::write(&path, program(fragment)).unwrap();
            let said = refusal(&path, &tokio);
            let comments = fragment.lines().filter_map(|line| line.split_once("// "));
            for (_, comment) in comments {
                proved += 1;
                if !said.contains(comment) {
                    faults.push(format!("{}: no `{comment}` in\n{said}", page.display()));
                }
            }
        }
    }
    assert!(proved > 0, "no page has such an error");
    none(faults);
}

/// A fragment as rustdoc makes a program of it: hidden lines shown, and a `main` around what has none. Without its
/// comments, since the compiler shows the lines that it complains of.
fn program(fragment: &str) -> String {
    let lines = fragment
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .map(|line| line.split("// ").next().unwrap());
    let (attributes, rest): (Vec<&str>, Vec<&str>) =
        lines.partition(|line| line.starts_with("#!["));
    let (attributes, rest) = (attributes.join("\n"), rest.join("\n"));
    if rest.contains("fn main()") {
        format!("{attributes}\n{rest}\n")
    } else {
        format!("{attributes}\nfn main() {{\n{rest}\n}}\n")
    }
}

fn workbook() -> Workbook {
    Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The Tokio that the recorder's programs are compiled with.
fn tokio(workbook: &Workbook) -> PathBuf {
    let programs = Targets::anywhere(Kind::Bin, ["recorder_programs"]);
    let mut build = cargo::build(&workbook.root, &programs, &|_| {}, &Stop::default()).unwrap();
    build.libraries.remove("observed_tokio").unwrap()
}

/// What the compiler says of one file, as a learner's program would be compiled: codes, lints and messages.
fn refusal(path: &Path, tokio: &Path) -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(rustc)
        .arg(path)
        .args([
            "--edition",
            "2024",
            "--crate-name",
            "refused",
            "--emit",
            "metadata",
        ])
        .args(["--cfg", "tokio_unstable", "--color", "never", "--out-dir"])
        .arg(folder.path())
        .arg("-L")
        .arg(format!("dependency={}", tokio.parent().unwrap().display()))
        .arg("--extern")
        .arg(format!("tokio={}", tokio.display()))
        .output()
        .unwrap();
    String::from_utf8(output.stderr).unwrap()
}
