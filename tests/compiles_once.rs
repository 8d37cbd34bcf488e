//! The learner's way, the launcher, a lesson, a check, compiles each library once.

use runner::cargo::{self, Kind, Targets};
use runner::catalog::{Chapter, Workbook};
use runner::guard::Stop;
use std::collections::BTreeSet;
use std::path::Path;

/// A chapter alone asks the same features of each library as all packages together, which is how `cargo run` and
/// `cargo test` see them. Where this fails, `lessons/features/Cargo.toml` lacks a feature.
#[test]
fn a_chapter_alone_takes_the_libraries_of_all() {
    let workbook = Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let targets = workbook.chapters.iter().filter_map(first);
    let all = libraries(&workbook, &Targets::anywhere(Kind::Test, targets));
    let faults: Vec<String> = workbook
        .chapters
        .iter()
        .filter_map(|chapter| Some((chapter, first(chapter)?)))
        .flat_map(|(chapter, target)| {
            let alone = Targets::of(Kind::Test, [(chapter.name.as_str(), target)]);
            let others = libraries(&workbook, &alone)
                .difference(&all)
                .cloned()
                .collect::<Vec<_>>();
            others
                .into_iter()
                .map(|library| format!("{}: {library}", chapter.name))
        })
        .collect();
    assert!(
        faults.is_empty(),
        "compiled once more:\n{}",
        faults.join("\n")
    );
}

fn first(chapter: &Chapter) -> Option<&str> {
    chapter
        .exercises
        .first()
        .map(|exercise| exercise.solution.target.as_str())
}

/// The files of the libraries that were built, or found built.
fn libraries(workbook: &Workbook, targets: &Targets<'_>) -> BTreeSet<String> {
    let build = cargo::build(&workbook.root, targets, &|_| {}, &Stop::default()).unwrap();
    let files = build.artifacts.into_iter();
    files.map(|(_, file)| file.display().to_string()).collect()
}
