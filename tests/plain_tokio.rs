//! A lesson is plain Tokio: each lesson and each solution compiles unchanged with the real one, in a project that
//! knows nothing of this workbook.

use runner::catalog::{Exercise, Workbook};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn lessons_and_solutions_compile_with_the_real_tokio() {
    let workbook = Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    // Below target/, so that a second run need not compile Tokio again.
    let project = workbook.root.join("target/plain-tokio");
    fs::create_dir_all(&project).unwrap();
    fs::write(project.join("Cargo.toml"), manifest(&workbook)).unwrap();
    fs::copy(workbook.root.join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["check", "-q", "--bins", "--tests", "--offline"])
        .current_dir(&project);
    // Stable Tokio: neither the flag of our .cargo/config.toml nor anything else of this build.
    cargo.env("RUSTFLAGS", "").env_remove("CARGO_TARGET_DIR");
    let said = cargo.output().unwrap();
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
}

fn manifest(workbook: &Workbook) -> String {
    let mut text = String::from(
        "[workspace]\n[package]\nname = \"plain\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[lints.rust]\nwarnings = \"allow\"\n",
    );
    for lesson in workbook.lessons() {
        let _ = write!(
            text,
            "[[bin]]\nname = \"{}\"\npath = {:?}\n",
            lesson.name, lesson.source
        );
    }
    for answer in workbook
        .exercises()
        .map(|exercise: &Exercise| &exercise.solution)
    {
        let _ = write!(
            text,
            "[[test]]\nname = \"{}\"\npath = {:?}\n",
            answer.target, answer.path
        );
    }
    text + "[dependencies]\n" + &dependencies(workbook)
}

/// All libraries that a chapter names, as it or the workspace declares them, and Tokio under its own name.
fn dependencies(workbook: &Workbook) -> String {
    let read = |path: &Path| -> toml::Table { fs::read_to_string(path).unwrap().parse().unwrap() };
    let root = read(&workbook.root.join("Cargo.toml"));
    let shared = root["workspace"]["dependencies"].as_table().unwrap();
    let mut lines = std::collections::BTreeMap::new();
    for chapter in &workbook.chapters {
        let manifest = read(&chapter.dir.join("Cargo.toml"));
        let tables = ["dependencies", "dev-dependencies"];
        let named = tables
            .iter()
            .filter_map(|t| manifest.get(*t)?.as_table())
            .flatten();
        for (name, own) in named {
            // Tests may use `trials`, which is ours, and itself plain Tokio.
            let line = match name.as_str() {
                "trials" => format!("{{ path = {:?} }}", workbook.root.join("src/trials")),
                name => match shared.get(name).unwrap_or(own).clone() {
                    toml::Value::Table(mut own) if own.contains_key("path") => {
                        let path = chapter.dir.join(own["path"].as_str().unwrap());
                        own.insert("path".into(), path.display().to_string().into());
                        toml::Value::Table(own).to_string()
                    }
                    line => line.to_string(),
                },
            };
            lines.insert(name.clone(), line);
        }
    }
    lines
        .iter()
        .map(|(name, about)| format!("{name} = {about}\n"))
        .collect()
}
