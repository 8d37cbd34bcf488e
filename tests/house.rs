//! What must always hold of the tree.

use runner::catalog::{Exercise, Workbook};
use runner::check::TestsFile;
use runner::twin;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn workbook() -> Workbook {
    Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Fails once, with a line for each fault, so that an author sees all that is missing.
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_chapter_has_a_page_a_line_in_the_summary_and_its_fragments_compiled() {
    let workbook = workbook();
    let summary = text(&workbook.root.join("book/src/SUMMARY.md"));
    let mut faults = Vec::new();
    for chapter in &workbook.chapters {
        let name = &chapter.name;
        if !chapter.page.is_file() {
            faults.push(format!("{name} has no page book/src/{name}.md"));
        }
        if !summary.contains(&format!("]({name}.md)")) {
            faults.push(format!(
                "SUMMARY.md has no line, or no link in it, for {name}.md"
            ));
        }
        let page = fs::read_to_string(chapter.dir.join("page.rs")).unwrap_or_default();
        if !page.contains(&format!("include_str!(\"../../book/src/{name}.md\")")) {
            faults.push(format!(
                "{}/page.rs does not include {name}.md",
                chapter.dir.display()
            ));
        }
        if chapter.lessons.len() < 2 || chapter.exercises.len() < 3 {
            faults.push(format!("{name} has fewer than 2 lessons or 3 exercises"));
        }
    }
    none(faults);
}

#[test]
fn every_source_is_in_its_manifest_and_every_target_on_disk() {
    let mut faults = Vec::new();
    for chapter in &workbook().chapters {
        let named = |path: &Path| {
            chapter.lessons.iter().any(|lesson| lesson.source == path)
                || chapter
                    .exercises
                    .iter()
                    .any(|e| e.all().any(|answer| answer.path == path))
        };
        let exercises = files(&chapter.dir).into_iter().filter(|dir| dir.is_dir());
        let sources = files(&chapter.dir)
            .into_iter()
            .chain(exercises.flat_map(|dir| {
                let answers = files(&dir.join("answers"));
                files(&dir).into_iter().chain(answers)
            }));
        for source in sources.filter(|path| path.extension().is_some_and(|e| e == "rs")) {
            let is_shared = ["page.rs", "tests.rs", "given.rs", "programs.rs"]
                .iter()
                .any(|name| source.ends_with(name));
            if !is_shared && !named(&source) {
                faults.push(format!(
                    "{} is in no list of its manifest",
                    source.display()
                ));
            }
        }
        let lessons = chapter.lessons.iter().map(|lesson| &lesson.source);
        let answers = chapter
            .exercises
            .iter()
            .flat_map(Exercise::all)
            .map(|answer| &answer.path);
        for path in lessons.chain(answers).filter(|path| !path.is_file()) {
            faults.push(format!(
                "{} is in a manifest, but not on disk",
                path.display()
            ));
        }
    }
    none(faults);
}

#[test]
fn only_solutions_take_part_in_cargo_test() {
    let mut faults = Vec::new();
    for chapter in &workbook().chapters {
        let manifest: toml::Table = text(&chapter.dir.join("Cargo.toml")).parse().unwrap();
        for list in ["bin", "test"] {
            for target in manifest
                .get(list)
                .and_then(|list| list.as_array())
                .into_iter()
                .flatten()
            {
                let name = target["name"].as_str().unwrap();
                let is_tested = target.get("test").and_then(toml::Value::as_bool) != Some(false);
                if is_tested != name.ends_with("_solution") {
                    faults.push(format!("{name}: only a solution is without `test = false`"));
                }
            }
        }
    }
    none(faults);
}

#[test]
fn names_are_unique_in_the_whole_workspace() {
    let workbook = workbook();
    let lessons = workbook.lessons().map(|lesson| lesson.name.clone());
    let targets = workbook
        .exercises()
        .flat_map(Exercise::all)
        .map(|answer| answer.target.clone());
    let mut seen = BTreeSet::new();
    none(
        lessons
            .chain(targets)
            .filter(|name| !seen.insert(name.clone()))
            .collect(),
    );
}

#[test]
fn a_target_is_named_by_its_chapter_exercise_and_answer() {
    let workbook = workbook();
    let answers = workbook.exercises().flat_map(Exercise::all);
    none(
        answers
            .filter_map(|answer| {
                let base = answer.id.replace(['/', '-'], "_");
                let expected = match answer.name.as_str() {
                    "exercise" => base,
                    name => format!("{base}_{name}"),
                };
                (answer.target != expected)
                    .then(|| format!("{} should be {expected}", answer.target))
            })
            .collect(),
    );
}

#[test]
fn an_exercise_is_whole() {
    let workbook = workbook();
    let mut faults = Vec::new();
    for exercise in workbook.exercises() {
        let id = &exercise.id;
        let given = text(&exercise.answers().join("given.rs"));
        let (module, shared) = match exercise.programs[..] {
            [] => ("tests", "include!(\"../tests.rs\");\n"),
            _ => (
                "programs",
                "#[path = \"../programs/mod.rs\"]\nmod all;\npub use all::*;\n",
            ),
        };
        if !given.contains("todo!(") || !given.ends_with(&format!("#[cfg(test)]\nmod {module};\n"))
        {
            faults.push(format!(
                "{id}: given.rs must have a `todo!` and end in `#[cfg(test)]` and `mod {module};`"
            ));
        }
        let check = format!("//!     cargo run -q -- check {id}");
        if !given.lines().take(4).any(|line| line == check) {
            faults.push(format!(
                "{id}: the head of given.rs does not have the line `{check}`"
            ));
        }
        if text(&exercise.answers().join(format!("{module}.rs"))) != shared {
            faults.push(format!("{id}: answers/{module}.rs is not\n{shared}"));
        }
        if exercise.wrong.len() < 2 {
            faults.push(format!("{id} has fewer than two wrong answers"));
        }
        match exercise.hints() {
            Ok(hints) if hints.len() >= 2 => {}
            _ => faults.push(format!("{id}: hints.md has fewer than two steps")),
        }
        match TestsFile::read(exercise) {
            Ok(tests) if tests.names.len() < 2 => {
                faults.push(format!("{id} has fewer than two tests"))
            }
            Ok(tests) => faults.extend(tests.changed(&workbook)),
            Err(e) => faults.push(e.to_string()),
        }
        if text(&exercise.tests()).contains("#[should_panic") {
            faults.push(format!(
                "{id}: a test that ends in a panic does not come to its end: spawn what panics, and look at its handle"
            ));
        }
        for wrong in &exercise.wrong {
            faults.extend(wrong.reason().err().map(|e| e.to_string()));
            if !text(&wrong.path).starts_with("//! Wrong: ") {
                faults.push(format!(
                    "{} does not begin with `//! Wrong: `",
                    wrong.path.display()
                ));
            }
        }
    }
    none(faults);
}

#[test]
fn a_former_id_is_that_of_one_exercise_and_of_none_today() {
    let workbook = workbook();
    let mut faults = Vec::new();
    let mut known: BTreeSet<&String> = workbook.exercises().map(|exercise| &exercise.id).collect();
    for exercise in workbook.exercises() {
        let again = exercise.was.iter().filter(|was| !known.insert(was));
        faults.extend(again.map(|was| format!("{}: {was} is an id already", exercise.id)));
    }
    for chapter in &workbook.chapters {
        let manifest: toml::Table = text(&chapter.dir.join("Cargo.toml")).parse().unwrap();
        let metadata = manifest["package"].get("metadata");
        let former = metadata.and_then(|metadata| metadata.get("exercises")?.as_table());
        for name in former.into_iter().flat_map(|former| former.keys()) {
            if !chapter
                .exercises
                .iter()
                .any(|exercise| exercise.dir.ends_with(name))
            {
                faults.push(format!("{}: there is no exercise {name}", chapter.name));
            }
        }
    }
    none(faults);
}

#[test]
fn the_programs_of_a_test_say_what_is_wrong_with_them() {
    let workbook = workbook();
    let mut faults = Vec::new();
    for exercise in workbook.exercises().filter(|e| !e.programs.is_empty()) {
        let id = &exercise.id;
        if exercise.programs.len() < 3 || exercise.programs[0] != "right" {
            faults.push(format!("{id} needs programs/right.rs and two wrong ones"));
        }
        let chosen = text(&exercise.tests());
        for program in &exercise.programs {
            let head = if program == "right" { "Right" } else { "Wrong" };
            if !text(&exercise.program(program)).starts_with(&format!("//! {head}: ")) {
                faults.push(format!(
                    "{id}: {program}.rs does not begin with `//! {head}: `"
                ));
            }
            if !chosen.contains(&format!("\"{program}\" => {program}::")) {
                faults.push(format!("{id}: programs/mod.rs does not call {program}"));
            }
        }
    }
    none(faults);
}

#[test]
fn what_a_trial_finds_counts() {
    let workbook = workbook();
    let mut faults = Vec::new();
    for exercise in workbook.exercises() {
        let source = text(&exercise.tests());
        let tests = TestsFile::read(exercise).unwrap();
        for trial in ["schedules", "cancel_sweep", "jitter"] {
            for call in source.split(&format!("trials::{trial}(")).skip(1) {
                let name = call.split('"').nth(1).unwrap_or_default();
                if !tests.counts(name) {
                    faults.push(format!("{}: tests.rs does not count {name}", exercise.id));
                }
            }
        }
    }
    none(faults);
}

#[test]
fn what_is_given_stays_as_it_is_in_every_answer() {
    let workbook = workbook();
    let mut faults = Vec::new();
    for exercise in workbook.exercises() {
        let given = text(&exercise.answers().join("given.rs"));
        // A contract is what the learner is promised: it is the same in all answers.
        let contracts: Vec<&str> = given
            .lines()
            .filter(|line| line.starts_with("///"))
            .collect();
        for answer in [&exercise.solution].into_iter().chain(&exercise.wrong) {
            let source = text(&answer.path);
            let missing = contracts
                .iter()
                .find(|contract| !source.lines().any(|line| line == **contract));
            faults
                .extend(missing.map(|line| format!("{} has lost `{line}`", answer.path.display())));
        }
    }
    none(faults);
}

#[test]
fn a_lesson_has_a_twin_or_says_why_not() {
    let workbook = workbook();
    none(
        workbook
            .lessons()
            .filter(|lesson| twin::has_twin(lesson) == lesson.no_twin.is_some())
            .map(|lesson| {
                format!(
                    "{} needs a twin, or `no_twin` with the reason, and not both",
                    lesson.name
                )
            })
            .collect(),
    );
}

#[test]
fn a_lesson_says_how_to_run_it_and_is_short() {
    let workbook = workbook();
    let mut faults = Vec::new();
    for lesson in workbook.lessons() {
        let source = text(&lesson.source);
        let command = format!("//!     cargo run -q -- run {}", lesson.name);
        if !source.lines().take(4).any(|line| line == command) {
            faults.push(format!(
                "{} does not have `{command}` in its head",
                lesson.source.display()
            ));
        }
        if source.lines().count() > 70 {
            faults.push(format!(
                "{} is longer than 70 lines",
                lesson.source.display()
            ));
        }
        let trace = text(&lesson.trace()).len();
        if trace > 10_000 {
            faults.push(format!(
                "{} is {trace} bytes: a lesson's trace fits in 10 kB",
                lesson.trace().display()
            ));
        }
    }
    none(faults);
}

/// Arrows run one way. The house and what each room may lean on.
#[test]
fn arrows_run_one_way() {
    let allowed = BTreeMap::from([
        ("observer", vec![]),
        ("observed-tokio", vec!["observer"]),
        ("trials", vec!["observer", "observed-tokio"]),
        ("runner", vec!["observer"]),
        ("workbook", vec!["observer", "runner"]),
        ("site", vec!["observer", "runner"]),
    ]);
    let root = workbook().root;
    let rooms: Vec<&str> = allowed.keys().copied().collect();
    let mut faults = Vec::new();
    for (room, may) in &allowed {
        let manifest: toml::Table = text(&root.join("src").join(room).join("Cargo.toml"))
            .parse()
            .unwrap();
        let needs = manifest
            .get("dependencies")
            .and_then(|d| d.as_table())
            .cloned()
            .unwrap_or_default();
        let wrong = needs
            .keys()
            .filter(|name| rooms.contains(&name.as_str()) && !may.contains(&name.as_str()));
        faults.extend(wrong.map(|name| format!("{room} leans on {name}")));
    }
    none(faults);
}

#[test]
fn the_launcher_compiles_no_tokio() {
    let root = workbook().root;
    for room in ["observer", "runner", "workbook"] {
        let manifest: toml::Table = text(&root.join("src").join(room).join("Cargo.toml"))
            .parse()
            .unwrap();
        let needs = manifest
            .get("dependencies")
            .and_then(|d| d.as_table())
            .cloned()
            .unwrap_or_default();
        assert!(!needs.contains_key("tokio"), "{room} leans on tokio");
    }
}

#[test]
fn nothing_in_src_knows_the_name_of_a_chapter() {
    let workbook = workbook();
    // A task waits on a `sleep`, a chapter or no chapter.
    let is_of_tokio = |name: &str| name == "sleep";
    let chapters = workbook
        .chapters
        .iter()
        .map(|chapter| chapter.name.as_str());
    let names: Vec<String> = chapters
        .filter(|name| !is_of_tokio(name))
        .map(|name| format!("\"{name}\""))
        .collect();
    let mut faults = Vec::new();
    for source in rust_files(&workbook.root.join("src")) {
        // Tests may have examples.
        let text = text(&source);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        faults.extend(
            names
                .iter()
                .filter(|name| code.contains(*name))
                .map(|name| format!("{}: {name}", source.display())),
        );
    }
    none(faults);
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in files(dir) {
        let is_test =
            path.ends_with("tests") || path.ends_with("benches") || path.ends_with("examples");
        if path.is_dir() && !is_test {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_recorder_reads_the_tokio_that_is_pinned() {
    let root = workbook().root;
    let recorder = text(&root.join("src/observed-tokio/src/record/mod.rs"));
    let version = recorder
        .split("TOKIO: &str = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let pin = format!("version = \"={version}\"");
    assert!(
        text(&root.join("Cargo.toml")).contains(&pin),
        "Cargo.toml does not pin tokio {version}"
    );
    assert!(
        text(&root.join("src/observed-tokio/Cargo.toml")).contains(&pin),
        "observed-tokio does not pin tokio {version}"
    );
    let lock = text(&root.join("Cargo.lock"));
    assert!(
        lock.contains(&format!("name = \"tokio\"\nversion = \"{version}\"")),
        "Cargo.lock has another tokio"
    );
}
