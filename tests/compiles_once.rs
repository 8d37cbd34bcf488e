//! The learner's way, the launcher, a lesson, a check, compiles each library once.

use runner::cargo::{self, Kind, Targets};
use runner::catalog::{Chapter, Workbook};
use runner::guard::Stop;
use std::collections::BTreeSet;
use std::path::Path;

/// A package in a version, and the file of its library.
type Library = (String, String);

/// A chapter alone asks the same features of each library as all packages together, which is how `cargo run` and
/// `cargo test` see them. Where this fails, `lessons/features/Cargo.toml` lacks a feature.
#[test]
fn a_chapter_alone_takes_the_libraries_of_all() {
    let workbook = Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let answers = workbook.chapters.iter().filter_map(answer);
    let all = libraries(&workbook, &Targets::anywhere(Kind::Test, answers));
    let mut others = Vec::new();
    for chapter in &workbook.chapters {
        let lesson = chapter.lessons.first().map(|lesson| lesson.target());
        let answer = answer(chapter).map(|target| (chapter.name.as_str(), target));
        for targets in [
            Targets::of(Kind::Bin, lesson),
            Targets::of(Kind::Test, answer),
        ] {
            let alone = libraries(&workbook, &targets);
            others.extend(
                alone
                    .difference(&all)
                    .map(|library| format!("{}: {library:?}", chapter.name)),
            );
        }
    }
    assert!(
        others.is_empty(),
        "compiled once more:\n{}",
        others.join("\n")
    );
}

#[test]
fn the_launcher_and_lessons_without_it_take_them_too() {
    let workbook = Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let answers = workbook.chapters.iter().filter_map(answer);
    let all = libraries(&workbook, &Targets::anywhere(Kind::Test, answers));
    let lessons = workbook
        .chapters
        .iter()
        .filter_map(|chapter| chapter.lessons.first());
    let programs = lessons
        .map(|lesson| lesson.name.as_str())
        .chain(["workbook"]);
    let programs = libraries(&workbook, &Targets::anywhere(Kind::Bin, programs));
    let packages: BTreeSet<&String> = all.iter().map(|(package, _)| package).collect();
    // The launcher has libraries of its own, which no chapter knows.
    let others = programs
        .difference(&all)
        .filter(|(package, _)| packages.contains(package));
    let others: Vec<&Library> = others.collect();
    assert!(others.is_empty(), "compiled once more:\n{others:#?}");
}

fn answer(chapter: &Chapter) -> Option<&str> {
    chapter
        .exercises
        .first()
        .map(|exercise| exercise.solution.target.as_str())
}

/// The libraries that were built, or found built.
fn libraries(workbook: &Workbook, targets: &Targets<'_>) -> BTreeSet<Library> {
    let build = cargo::build(&workbook.root, targets, &|_| {}, &Stop::default()).unwrap();
    let files = build.artifacts.into_iter();
    files
        .map(|(package, file)| (package, file.display().to_string()))
        .collect()
}
