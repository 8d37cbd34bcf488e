//! How strong the tests are: every solution with one small change must be rejected by its tests, or by the findings
//! that its exercise counts. A hang counts as rejected.
//!
//! All mutants of an exercise are modules of one test program, in a project below `target/`, so that hundreds of them
//! are compiled in minutes. Those that do not compile are taken out: the compiler has rejected them, and no test had to.

mod mutator;

pub use mutator::Mutant;

use crate::cargo::{self, Build, Kind, Step, Targets};
use crate::catalog::{Answer, Exercise, Workbook};
use crate::check::{self, Extent, Progress, Task};
use crate::error::{self, Error, Result};
use crate::guard::Stop;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What came of the mutants of one exercise.
#[derive(Debug, Clone)]
pub struct Score {
    /// The exercise.
    pub id: String,
    /// How many mutants compile.
    pub viable: usize,
    /// How many of them are rejected.
    pub rejected: usize,
    /// Those that pass, and that nobody has excused.
    pub survivors: Vec<Mutant>,
    /// Those that pass and are equivalent, with the reason.
    pub equivalent: Vec<(Mutant, String)>,
}

/// Among the mutants stands the solution itself, which must compile and pass, or their score says nothing.
const SOLUTION: &str = "solution";

/// One exercise and its mutants that still compile.
struct Lot<'a> {
    exercise: &'a Exercise,
    target: String,
    dir: PathBuf,
    mutants: BTreeMap<String, Mutant>,
}

/// Mutates the solutions of exercises. One in which the learner writes the tests has its wrong programs instead, and is
/// left out.
pub fn mutate(
    workbook: &Workbook,
    exercises: &[&Exercise],
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Vec<Score>> {
    let project = workbook.root.join("target/mutants");
    let programs = exercises
        .iter()
        .filter(|exercise| exercise.programs.is_empty());
    let lots: Result<Vec<Lot<'_>>> = programs
        .map(|exercise| Lot::new(&project, exercise))
        .collect();
    let mut lots = lots?;
    error::write(&project.join("Cargo.toml"), &manifest(workbook, &lots)?)?;
    error::write(
        &project.join("Cargo.lock"),
        &error::read(&workbook.root.join("Cargo.lock"))?,
    )?;
    let build = viable(&project, &mut lots, progress)?;
    lots.iter()
        .map(|lot| lot.score(workbook, &build, progress))
        .collect()
}

/// Builds all mutants, again and again without those that do not compile.
fn viable(
    project: &Path,
    lots: &mut [Lot<'_>],
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Build> {
    loop {
        lots.iter().try_for_each(Lot::write)?;
        let targets = lots.iter().map(|lot| lot.target.as_str());
        let targets = Targets::anywhere(Kind::Test, targets);
        let tell = |step: Step<'_>| progress(step.into());
        let build = cargo::build(project, &targets, &tell, &Stop::default())?;
        let mut all_compile = true;
        for lot in lots
            .iter_mut()
            .filter(|lot| !build.executables.contains_key(&lot.target))
        {
            all_compile = false;
            lot.drop_refused(&build)?;
        }
        if all_compile {
            return Ok(build);
        }
    }
}

impl Lot<'_> {
    fn new<'a>(project: &Path, exercise: &'a Exercise) -> Result<Lot<'a>> {
        let given = error::read(&exercise.answers().join("given.rs"))?;
        let solution = error::read(&exercise.solution.path)?;
        let mutants = mutator::mutants(&given, &solution);
        let target = format!("mutants_{}", exercise.answer.target);
        let dir = project.join(&target);
        // What an earlier call has left must not be taken for today's.
        let _ = std::fs::remove_dir_all(&dir);
        error::write(
            &dir.join("tests.rs"),
            format!("include!({:?});\n", exercise.tests()),
        )?;
        let names = (0..).map(|number| format!("m{number:03}"));
        let mutants: BTreeMap<String, Mutant> = names.zip(mutants).collect();
        for (name, mutant) in &mutants {
            error::write(&dir.join(format!("{name}.rs")), &mutant.text)?;
        }
        error::write(&dir.join(format!("{SOLUTION}.rs")), &solution)?;
        Ok(Lot {
            exercise,
            target,
            dir,
            mutants,
        })
    }

    /// Writes the program of all mutants.
    fn write(&self) -> Result<()> {
        let names = self.mutants.keys().map(String::as_str).chain([SOLUTION]);
        let modules = names.map(|name| format!("mod {name};\n"));
        let path = self.dir.join("main.rs");
        let text = modules.map(|module| {
            module
                .replace("mod ", "#[path = \"")
                .replace(";\n", ".rs\"]\n")
                + &module
        });
        let text: String = text.collect();
        if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return Ok(());
        }
        error::write(&path, &text)
    }

    /// Takes out the mutants that the compiler complains of. It must not complain of the solution.
    fn drop_refused(&mut self, build: &Build) -> Result<()> {
        let said = build.diagnostics.get(&self.target).into_iter().flatten();
        let errors: Vec<_> = said.filter(|d| d.is_error).collect();
        let solution = format!("{}/{SOLUTION}.rs", self.target);
        if let Some(error) = errors.iter().find(|e| e.file.ends_with(&solution)) {
            let (id, why) = (&self.exercise.id, &error.message);
            return Err(Error(format!(
                "the solution of {id} does not compile: {why}"
            )));
        }
        let before = self.mutants.len();
        let place = |name: &str| format!("{}/{name}.rs", self.target);
        self.mutants
            .retain(|name, _| !errors.iter().any(|e| e.file.ends_with(&place(name))));
        if self.mutants.len() == before {
            // The tests, which all mutants share, do not compile with some of them: the notes name those.
            self.mutants
                .retain(|name, _| !errors.iter().any(|e| e.rendered.contains(&place(name))));
        }
        match (self.mutants.len() < before, errors.first()) {
            (true, _) => Ok(()),
            (false, Some(error)) => Err(Error(format!(
                "{} does not compile: {}",
                self.target, error.message
            ))),
            (false, None) => Err(Error(format!("{} was not built", self.target))),
        }
    }

    /// Runs the tests on every mutant.
    fn score(
        &self,
        workbook: &Workbook,
        build: &Build,
        progress: &(dyn Fn(Progress<'_>) + Sync),
    ) -> Result<Score> {
        let names = self.mutants.keys().map(String::as_str).chain([SOLUTION]);
        let answers: Vec<Answer> = names.map(|name| self.answer(name)).collect();
        let exercise = self.exercise;
        let tasks: Vec<Task<'_>> = answers
            .iter()
            .map(|answer| Task {
                exercise,
                answer,
                extent: Extent::Rejection,
            })
            .collect();
        let mut verdicts = check::judge_all(workbook, &tasks, build, progress, &Stop::default())?;
        if let Some(solution) = verdicts.pop().filter(|solution| !solution.passed) {
            return Err(Error(format!(
                "the solution of {} does not pass: {}",
                exercise.id,
                check::what_happened(&solution)
            )));
        }
        let excuses = excuses(exercise)?;
        let mut score = Score {
            id: exercise.id.clone(),
            viable: verdicts.len(),
            rejected: verdicts.iter().filter(|verdict| !verdict.passed).count(),
            survivors: Vec::new(),
            equivalent: Vec::new(),
        };
        let all = self.mutants.values().zip(&verdicts);
        for (mutant, _) in all.filter(|(_, verdict)| verdict.passed) {
            match excuses.get(&mutant.what) {
                Some(reason) => score.equivalent.push((mutant.clone(), reason.clone())),
                None => score.survivors.push(mutant.clone()),
            }
        }
        let is_needed = |what: &&String| {
            score
                .equivalent
                .iter()
                .any(|(mutant, _)| mutant.what == **what)
        };
        match excuses.keys().find(|what| !is_needed(what)) {
            None => Ok(score),
            Some(what) => Err(Error(format!(
                "{}: no mutant that passes is {what:?}: take it out of equivalent.txt",
                exercise.id
            ))),
        }
    }

    fn answer(&self, name: &str) -> Answer {
        Answer {
            id: self.exercise.id.clone(),
            name: name.to_string(),
            path: self.dir.join(format!("{name}.rs")),
            target: self.target.clone(),
            module: format!("{name}::tests"),
        }
    }
}

/// The mutants of an exercise that are equivalent to its solution, from `answers/equivalent.txt`: the mutant on a line,
/// the reason, indented, on the next.
fn excuses(exercise: &Exercise) -> Result<BTreeMap<String, String>> {
    let path = exercise.answers().join("equivalent.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Ok(BTreeMap::new());
    };
    let lines: Vec<&str> = text.lines().collect();
    lines
        .chunks(2)
        .map(|pair| match pair {
            [what, reason] if reason.starts_with("    ") => {
                Ok((what.to_string(), reason.trim().to_string()))
            }
            _ => Err(Error(format!(
                "{}: a mutant, then its reason, indented",
                path.display()
            ))),
        })
        .collect()
}

/// A project of its own, with all that the chapters depend on, compiled as the workbook is.
fn manifest(workbook: &Workbook, lots: &[Lot<'_>]) -> Result<String> {
    let read = |path: &Path| -> Result<toml::Table> {
        let text = error::read(path)?;
        text.parse()
            .map_err(|e: toml::de::Error| Error::of_file("read", path, e.message()))
    };
    let root = read(&workbook.root.join("Cargo.toml"))?;
    let mut text = String::from(
        "[workspace]\n[package]\nname = \"mutants\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n",
    );
    for lot in lots {
        let _ = write!(
            text,
            "[[test]]\nname = {0:?}\npath = \"{0}/main.rs\"\n",
            lot.target
        );
    }
    error::write(&workbook.root.join("target/mutants/lib.rs"), "")?;
    let profiles = root
        .get("profile")
        .cloned()
        .unwrap_or(toml::Table::new().into());
    let shared = root.get("workspace").and_then(|w| w.get("dependencies"));
    let shared = shared
        .and_then(toml::Value::as_table)
        .cloned()
        .unwrap_or_default();
    let mut dependencies = toml::Table::new();
    for dir in lots
        .iter()
        .filter_map(|lot| lot.exercise.dir.parent())
        .collect::<BTreeSet<_>>()
    {
        let manifest = read(&dir.join("Cargo.toml"))?;
        for table in ["dependencies", "dev-dependencies"] {
            let table = manifest.get(table).and_then(toml::Value::as_table);
            for (name, about) in table.into_iter().flatten() {
                let mut about = match about.get("workspace") {
                    Some(_) => shared.get(name).cloned().unwrap_or(about.clone()),
                    None => about.clone(),
                };
                let base = if manifest_is_local(&about, dir) {
                    dir
                } else {
                    &workbook.root
                };
                if let Some(path) = about.get_mut("path")
                    && let Some(relative) = path.as_str()
                {
                    *path = base.join(relative).display().to_string().into();
                }
                dependencies.insert(name.clone(), about);
            }
        }
    }
    let tables = toml::Table::from_iter([
        ("profile".to_string(), profiles),
        ("dependencies".to_string(), dependencies.into()),
    ]);
    Ok(text + &tables.to_string())
}

/// Whether the path of a dependency is meant from this folder, and not from the workbook's root.
fn manifest_is_local(about: &toml::Value, dir: &Path) -> bool {
    let path = about.get("path").and_then(toml::Value::as_str);
    path.is_some_and(|path| dir.join(path).is_dir())
}

/// The chapters that have changed since a revision of git, by name.
pub fn changed_since(workbook: &Workbook, revision: &str) -> Result<BTreeSet<String>> {
    let git = std::process::Command::new("git")
        .args(["diff", "--name-only", revision, "--", "lessons"])
        .current_dir(&workbook.root)
        .output()
        .map_err(|e| Error(format!("git could not be started: {e}")))?;
    if !git.status.success() {
        let said = String::from_utf8_lossy(&git.stderr);
        return Err(Error(
            said.lines().next().unwrap_or("git failed").to_string(),
        ));
    }
    let files = String::from_utf8_lossy(&git.stdout).into_owned();
    let is_changed = |dir: &Path| {
        files
            .lines()
            .any(|file| workbook.root.join(file).starts_with(dir))
    };
    let chapters = workbook
        .chapters
        .iter()
        .filter(|chapter| is_changed(&chapter.dir));
    Ok(chapters.map(|chapter| chapter.name.clone()).collect())
}
