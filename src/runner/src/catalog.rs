//! What there is: chapters, lessons, exercises and their answers, read from the folders and their manifests.
//!
//! A chapter is a folder of `lessons/` whose name begins with a number, and a package of that name. Its manifest lists
//! the lessons (`bin`) and the answers (`test`) in the order in which readers meet them; `SUMMARY.md` gives the title
//! and the part.

mod manifest;
mod names;

use crate::error::{self, Error, Result};
use manifest::{Contents, Manifest, Target};
use names::{pick, unknown};
use observer::trace::Clock;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The whole workbook.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// The folder that everything is in.
    pub root: PathBuf,
    /// In the order of their numbers.
    pub chapters: Vec<Chapter>,
}

/// A chapter: a folder of `lessons/`, and a page of the book.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// The folder's name without its number; also the page's.
    pub name: String,
    /// As the table of contents has it; the name if it has none.
    pub title: String,
    /// The part of the book, as the table of contents has it; may be empty.
    pub part: String,
    /// Its folder.
    pub dir: PathBuf,
    /// Its page.
    pub page: PathBuf,
    /// In the order of the manifest.
    pub lessons: Vec<Lesson>,
    /// In the order of the manifest.
    pub exercises: Vec<Exercise>,
}

/// A lesson: a small program, run by name.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Its name, also of its binary.
    pub name: String,
    /// The chapter's name.
    pub chapter: String,
    /// Its source.
    pub source: PathBuf,
    /// The clock that it is recorded on: virtual; hybrid, if it blocks its thread; or real.
    pub clock: Clock,
    /// How many threads its runtime has under the launcher.
    pub threads: usize,
    /// Why it has no twin, if it has none.
    pub no_twin: Option<String>,
    /// The packages that its twin imports, beside Python's own library.
    pub twin_needs: Vec<String>,
}

/// An exercise: a folder with a task, its tests and its answers.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// `gather/fan_out`.
    pub id: String,
    /// The ids that it had before, so that what was done under them stays done.
    pub was: Vec<String>,
    /// Its folder.
    pub dir: PathBuf,
    /// The learner's answer.
    pub answer: Answer,
    /// The good answer.
    pub solution: Answer,
    /// The known wrong ones, in the order of the manifest.
    pub wrong: Vec<Answer>,
    /// The programs on which the learner's tests are tried, the right one first. None where he writes the program.
    pub programs: Vec<String>,
}

/// One answer to an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The exercise's id.
    pub id: String,
    /// `exercise`, `solution` or `wrong_…`.
    pub name: String,
    /// Its source.
    pub path: PathBuf,
    /// Its test target.
    pub target: String,
    /// The module of the target that has the tests: `tests`, or nothing where the answer is the tests.
    pub module: String,
}

/// Why a wrong answer must be rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The run shows this finding, and the exercise counts it.
    Finding(String),
    /// This test fails.
    Fails(String),
    /// It does not compile, with an error of this code, or one that says this.
    Refused(String),
    /// It is a test that this wrong program passes.
    LetsThrough(String),
}

impl Workbook {
    /// Finds the workbook that `start` is inside of, and reads it.
    pub fn find(start: &Path) -> Result<Workbook> {
        let is_root =
            |dir: &&Path| dir.join("book/src/SUMMARY.md").is_file() && dir.join("lessons").is_dir();
        match start.ancestors().find(is_root) {
            Some(root) => Workbook::read(root),
            None => Err(Error(format!(
                "{} is not inside the workbook: go to the folder that has `book` and `lessons`",
                start.display()
            ))),
        }
    }

    /// Reads the workbook in `root`.
    pub fn read(root: &Path) -> Result<Workbook> {
        let contents = Contents::read(&root.join("book/src/SUMMARY.md"))?;
        let lessons = root.join("lessons");
        let mut dirs = Vec::new();
        for dir in paths_in(&lessons)? {
            if chapter_name(&dir).is_some() && error::is_folder(&dir)? {
                dirs.push(dir);
            }
        }
        dirs.sort();
        let chapters: Result<Vec<Chapter>> = dirs
            .iter()
            .map(|dir| Chapter::read(root, dir, &contents))
            .collect();
        Ok(Workbook {
            root: root.to_path_buf(),
            chapters: chapters?,
        })
    }

    /// All lessons.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.chapters.iter().flat_map(|chapter| &chapter.lessons)
    }

    /// All exercises.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.chapters.iter().flat_map(|chapter| &chapter.exercises)
    }

    /// The lesson of this name, or one line with the nearest names.
    pub fn lesson(&self, name: &str) -> Result<&Lesson> {
        let names: Vec<&str> = self.lessons().map(|lesson| lesson.name.as_str()).collect();
        let found = pick(&names, name).map_err(|near| unknown("lesson", name, &near))?;
        self.lessons()
            .find(|lesson| lesson.name == found)
            .ok_or_else(|| unknown("lesson", name, &[]))
    }

    /// The exercises that a word names: one by its id or a unique part of it, or all of a chapter.
    pub fn exercises_named(&self, word: &str) -> Result<Vec<&Exercise>> {
        if let Some(chapter) = self.chapters.iter().find(|chapter| chapter.name == word) {
            return Ok(chapter.exercises.iter().collect());
        }
        let ids: Vec<&str> = self
            .exercises()
            .map(|exercise| exercise.id.as_str())
            .collect();
        let found = pick(&ids, word).map_err(|near| unknown("exercise", word, &near))?;
        Ok(self
            .exercises()
            .filter(|exercise| exercise.id == found)
            .collect())
    }

    /// The exercise that has or had this id.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        let is_it = |exercise: &&Exercise| exercise.id == id;
        let was_it = |exercise: &&Exercise| exercise.was.iter().any(|was| was == id);
        self.exercises()
            .find(is_it)
            .or_else(|| self.exercises().find(was_it))
    }

    /// The chapter of this name, or one line with the nearest names.
    pub fn chapter(&self, name: &str) -> Result<&Chapter> {
        let names: Vec<&str> = self
            .chapters
            .iter()
            .map(|chapter| chapter.name.as_str())
            .collect();
        let found = pick(&names, name).map_err(|near| unknown("chapter", name, &near))?;
        self.chapters
            .iter()
            .find(|chapter| chapter.name == found)
            .ok_or_else(|| unknown("chapter", name, &[]))
    }

    /// The page and section of the book that explain a finding: `gather.html#sequential`, if one does. The appendix
    /// explains those that no chapter has come to.
    pub fn section(&self, finding: &str) -> Option<String> {
        let id = format!("{{ #{finding} }}");
        let chapters = self.chapters.iter().map(|chapter| &chapter.page);
        let appendix = self.root.join("book/src/findings.md");
        let explains =
            |page: &&PathBuf| fs::read_to_string(page).is_ok_and(|text| text.contains(&id));
        let page = chapters.chain([&appendix]).find(explains)?;
        Some(format!(
            "{}.html#{finding}",
            page.file_stem()?.to_string_lossy()
        ))
    }

    /// A path as one would type it at the workbook's root.
    pub fn shown<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}

impl Chapter {
    fn read(root: &Path, dir: &Path, contents: &Contents) -> Result<Chapter> {
        let name = chapter_name(dir).unwrap_or_default().to_string();
        let path = dir.join("Cargo.toml");
        let manifest: Manifest = toml::from_str(&error::read(&path)?)
            .map_err(|e| Error::of_file("read", &path, e.message()))?;
        let (title, part) = contents.of(&name);
        let lessons = manifest
            .bin
            .iter()
            .map(|bin| Lesson::new(&name, dir, bin, &manifest))
            .collect();
        let exercises: Result<Vec<Exercise>> = manifest
            .test
            .iter()
            .filter_map(|test| test.path.strip_suffix("/exercise.rs"))
            .map(|exercise| Exercise::new(&name, dir, exercise, &manifest))
            .collect();
        let page = root.join(format!("book/src/{name}.md"));
        Ok(Chapter {
            name,
            title,
            part,
            dir: dir.to_path_buf(),
            page,
            lessons,
            exercises: exercises?,
        })
    }
}

impl Lesson {
    fn new(chapter: &str, dir: &Path, bin: &Target, manifest: &Manifest) -> Lesson {
        let about = manifest.package.metadata.lessons.get(&bin.name);
        Lesson {
            name: bin.name.clone(),
            chapter: chapter.to_string(),
            source: dir.join(&bin.path),
            clock: about
                .and_then(|about| about.clock)
                .unwrap_or(Clock::Virtual),
            threads: about.and_then(|about| about.threads).unwrap_or(1),
            no_twin: about.and_then(|about| about.no_twin.clone()),
            twin_needs: about.map_or(Vec::new(), |about| about.twin_needs.clone()),
        }
    }

    /// The same program in Python.
    pub fn twin(&self) -> PathBuf {
        self.source.with_extension("py")
    }

    /// What it prints, as recorded.
    pub fn output(&self) -> PathBuf {
        self.source.with_extension("txt")
    }

    /// Its trace, as recorded.
    pub fn trace(&self) -> PathBuf {
        self.source.with_extension("jsonl")
    }

    /// The recorded trace of its twin.
    pub fn twin_trace(&self) -> PathBuf {
        self.source.with_extension("py.jsonl")
    }

    /// Its package and its target, as cargo knows them.
    pub fn target(&self) -> (&str, &str) {
        (&self.chapter, &self.name)
    }

    /// What happens in it: the first line of its head.
    pub fn about(&self) -> Result<String> {
        first_sentence(&self.source)
    }
}

impl Exercise {
    fn new(chapter: &str, dir: &Path, name: &str, manifest: &Manifest) -> Result<Exercise> {
        let id = format!("{chapter}/{name}");
        let folder = format!("{name}/");
        let former = manifest.package.metadata.exercises.get(name);
        let programs = programs(&dir.join(name).join("programs"))?;
        let module = if programs.is_empty() { "tests" } else { "" };
        let mut answers = manifest
            .test
            .iter()
            .filter(|test| test.path.starts_with(&folder))
            .map(|test| Answer {
                id: id.clone(),
                name: Path::new(&test.path)
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                path: dir.join(&test.path),
                target: test.name.clone(),
                module: module.into(),
            });
        let all: Vec<Answer> = answers.by_ref().collect();
        let named = |name: &str| {
            all.iter()
                .find(|answer| answer.name == name)
                .cloned()
                .ok_or_else(|| {
                    Error(format!(
                        "the `test` list of {} has no {name} for {id}",
                        dir.join("Cargo.toml").display()
                    ))
                })
        };
        Ok(Exercise {
            answer: named("exercise")?,
            solution: named("solution")?,
            wrong: all
                .iter()
                .filter(|answer| answer.name.starts_with("wrong_"))
                .cloned()
                .collect(),
            dir: dir.join(name),
            was: former.map_or(Vec::new(), |former| former.was.clone()),
            id,
            programs,
        })
    }

    /// The name of its chapter.
    pub fn chapter(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// The task, in one sentence.
    pub fn task(&self) -> Result<String> {
        first_sentence(&self.answers().join("given.rs"))
            .or_else(|_| first_sentence(&self.answer.path))
    }

    /// What all answers are held to: the tests, or the programs on which the learner's tests are tried.
    pub fn tests(&self) -> PathBuf {
        match self.programs[..] {
            [] => self.dir.join("tests.rs"),
            _ => self.dir.join("programs/mod.rs"),
        }
    }

    /// The source of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.dir.join("programs").join(format!("{name}.rs"))
    }

    /// The folder of the spoilers.
    pub fn answers(&self) -> PathBuf {
        self.dir.join("answers")
    }

    /// The answer as it was given: what `reset` restores.
    pub fn given(&self) -> Result<Vec<u8>> {
        error::read_bytes(&self.answers().join("given.rs"))
    }

    /// The hints, in steps.
    pub fn hints(&self) -> Result<Vec<String>> {
        let text = error::read(&self.answers().join("hints.md"))?;
        let parts = text.replace("\r\n", "\n");
        Ok(parts
            .split("\n---\n")
            .map(|hint| hint.trim().to_string())
            .filter(|hint| !hint.is_empty())
            .collect())
    }

    /// The learner's answer, the solution and the wrong ones.
    pub fn all(&self) -> impl Iterator<Item = &Answer> {
        [&self.answer, &self.solution]
            .into_iter()
            .chain(&self.wrong)
    }
}

impl Answer {
    /// Why it must be rejected, from its second line, if it is a wrong one.
    pub fn reason(&self) -> Result<Reason> {
        let text = error::read(&self.path)?;
        let stated = text.lines().filter_map(|line| {
            let (word, what) = line.strip_prefix("//! ")?.split_once(": ")?;
            let what = what.trim().to_string();
            match word {
                "Finding" => Some(Reason::Finding(what)),
                "Fails" => Some(Reason::Fails(what)),
                "Refused" => Some(Reason::Refused(what)),
                "Lets through" => Some(Reason::LetsThrough(what)),
                _ => None,
            }
        });
        let stated: Vec<Reason> = stated.collect();
        match &stated[..] {
            [one] => Ok(one.clone()),
            _ => Err(Error(format!(
                "{} must state exactly one of `//! Finding: …`, `//! Fails: …`, `//! Refused: …`, `//! Lets through: …`",
                self.path.display()
            ))),
        }
    }
}

/// `04-gather` is `gather`; a folder without a number is no chapter.
fn chapter_name(dir: &Path) -> Option<&str> {
    let (number, name) = dir.file_name()?.to_str()?.split_once('-')?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(name)
}

/// What a folder holds: all of it, or an error. Part of it would be taken for all that there is.
fn paths_in(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).and_then(|entries| {
        entries
            .map(|entry| Ok(entry?.path()))
            .collect::<io::Result<_>>()
    });
    entries.map_err(|e| Error::of_file("read", dir, e))
}

/// The programs in a folder, if there is one.
fn programs(dir: &Path) -> Result<Vec<String>> {
    if !error::is_folder(dir)? {
        return Ok(Vec::new());
    }
    let paths = paths_in(dir)?;
    let mut names: Vec<String> = paths
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_str()?.strip_suffix(".rs")?.to_string()))
        .filter(|name| name != "mod")
        .collect();
    names.sort_by_key(|name| (name != "right", name.clone()));
    Ok(names)
}

/// The first line of a file's `//!` head.
pub(crate) fn first_sentence(path: &Path) -> Result<String> {
    let text = error::read(path)?;
    let head = text.lines().find_map(|line| line.strip_prefix("//! "));
    head.map(|line| line.trim().to_string()).ok_or_else(|| {
        Error(format!(
            "{} does not begin with `//! ` and a sentence",
            path.display()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_with_a_number_is_a_chapter() {
        assert_eq!(
            chapter_name(Path::new("lessons/06-error-handling")),
            Some("error-handling")
        );
        assert_eq!(chapter_name(Path::new("lessons/own")), None);
        assert_eq!(chapter_name(Path::new("lessons/my-own")), None);
    }
}
