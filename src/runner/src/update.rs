//! Brings a newer workbook: what git has fetched, around the answers.
//!
//! An answer that was begun is not written, not even for a moment: git leaves a changed file alone if its index says
//! that the newer version is there already, and that is what it is told of each answer in its way. Only where an
//! exercise moves does its answer move too, and is kept for `undo` before.

mod git;

use crate::bless::diff;
use crate::catalog::{Exercise, Workbook};
use crate::error::{self, Error, Result};
use crate::progress::Progress;
use git::Git;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What an update brought.
#[derive(Debug)]
pub struct Update {
    /// The workbook as it is now.
    pub workbook: Workbook,
    /// How many files were changed.
    pub files: usize,
    /// Whether the launcher itself was changed: then cargo must build it before it judges anything.
    pub launcher: bool,
    /// Exercises that were not there before.
    pub new: Vec<String>,
    /// Exercises whose answer was begun and whose task or tests were changed, with the difference.
    pub changed: Vec<(String, String)>,
    /// Answers that were begun and moved with their exercise: the former id and the present one.
    pub moved: Vec<(String, String)>,
    /// Answers whose exercise is no longer there: the file that they stay in.
    pub left: Vec<PathBuf>,
}

/// An answer that was begun, and its exercise before the update.
struct Begun {
    exercise: Exercise,
    answer: Vec<u8>,
    /// As git names it.
    path: String,
    about: String,
}

/// Fetches and merges. Nothing if there is nothing newer.
pub fn update(workbook: &Workbook, progress: &Progress) -> Result<Option<Update>> {
    let git = Git::of(&workbook.root)?;
    let upstream = upstream(&git)?;
    let head = git.ask(["rev-parse", "HEAD"])?;
    let Some(target) = target(&git, workbook, &head, &upstream)? else {
        return Ok(None);
    };
    let begun = begun(workbook)?;
    let changed = git.paths(["diff", "--name-only", "--no-renames", "-z", &head, &target])?;
    let in_the_way = begun.iter().filter(|begun| changed.contains(&begun.path));
    let in_the_way: Vec<&Begun> = in_the_way.collect();
    refuse_what_is_no_answer(&git, workbook, &target, &changed, &in_the_way)?;
    merge_around(&git, &target, &in_the_way, progress)?;
    let mut update = Update {
        workbook: Workbook::read(&workbook.root)?,
        files: changed.len(),
        launcher: changed.iter().any(|path| is_of_the_launcher(path)),
        new: Vec::new(),
        changed: Vec::new(),
        moved: Vec::new(),
        left: Vec::new(),
    };
    update.new = new(workbook, &update.workbook);
    for begun in &begun {
        update.carry(begun, progress)?;
    }
    Ok(Some(update))
}

/// Fetches, and returns the newest commit of the branch that the present one follows.
fn upstream(git: &Git) -> Result<String> {
    let refuse = |why: &str| Error(why.to_string());
    let branch = git
        .ask(["symbolic-ref", "--quiet", "--short", "HEAD"])
        .map_err(|_| refuse("no branch is checked out: `git switch main`, then again"))?;
    if git
        .ask(["rev-parse", "--quiet", "--verify", "MERGE_HEAD"])
        .is_ok()
    {
        return Err(refuse(
            "a merge was begun: finish it, or `git merge --abort`, then again",
        ));
    }
    if git.ask(["remote"])?.is_empty() {
        return Err(refuse(
            "there is no remote to update from: `git remote add origin URL`, with the URL of the workbook",
        ));
    }
    let follows = ["rev-parse", "--quiet", "--verify", "@{upstream}"];
    if git.ask(follows).is_err()
        && git
            .ask(["config", &format!("branch.{branch}.merge")])
            .is_err()
    {
        return Err(Error(format!(
            "the branch {branch} follows none: `git fetch`, then `git branch -u origin/main`, then again"
        )));
    }
    git.ask(["fetch", "--quiet"])?;
    git.ask(follows)
}

/// The commit to go forward to: the newer one, or, where answers were committed, a merge. None if there is none newer.
fn target(git: &Git, workbook: &Workbook, head: &str, upstream: &str) -> Result<Option<String>> {
    let base = git.ask(["merge-base", head, upstream]).map_err(|_| {
        Error("the newer workbook has another history: clone it anew, `export` your answers here, `import` them there".into())
    })?;
    if base == upstream {
        return Ok(None);
    }
    if base == head {
        return Ok(Some(upstream.to_string()));
    }
    let dir = tempfile::tempdir().map_err(|e| Error(format!("cannot make a folder: {e}")))?;
    let merge = git.with_index(dir.path().join("index"));
    merge.ask([
        "read-tree",
        "-i",
        "-m",
        "--aggressive",
        &base,
        head,
        upstream,
    ])?;
    let answers: BTreeSet<String> = workbook
        .exercises()
        .filter_map(|exercise| in_git(workbook, &exercise.answer.path))
        .collect();
    let both = merge.paths(["diff", "--name-only", "--diff-filter=U", "-z", "--cached"])?;
    for path in &both {
        if !answers.contains(path) {
            return Err(Error(format!(
                "your commits and the newer workbook both change {path}: `git merge` lets you choose"
            )));
        }
        claim(&merge, head, path)?;
    }
    let tree = merge.ask(["write-tree"])?;
    let message = "Bring the newer workbook";
    let commit = [
        "commit-tree",
        &tree,
        "-p",
        head,
        "-p",
        upstream,
        "-m",
        message,
    ];
    git.ask(commit).map(Some)
}

/// Goes forward to the newer commit, and leaves these answers as they are.
fn merge_around(git: &Git, target: &str, answers: &[&Begun], progress: &Progress) -> Result<()> {
    let mut aside = answers
        .iter()
        .map(|begun| begun.step_aside(git, target, progress));
    let merged = aside
        .try_for_each(|stepped| stepped)
        .and_then(|()| git.ask(["merge", "--ff-only", "--quiet", target]));
    if merged.is_err() {
        answers.iter().try_for_each(|begun| begun.step_back(git))?;
    }
    merged.map(drop)
}

/// Tells the index that a path is as in a commit, and leaves the file alone.
fn claim(git: &Git, commit: &str, path: &str) -> Result<()> {
    let entry = git.ask(["ls-tree", "-z", commit, "--", path])?;
    // `100644 blob 3b18e51…<tab>path`
    let mut words = entry.split_whitespace();
    match (words.next(), words.nth(1)) {
        (Some(mode), Some(blob)) => {
            let info = format!("{mode},{blob},{path}");
            git.ask(["update-index", "--add", "--cacheinfo", &info])
        }
        _ => git.ask(["update-index", "--force-remove", "--", path]),
    }?;
    Ok(())
}

/// Files of the learner's that are no answers: the newer workbook must not overwrite them either.
fn refuse_what_is_no_answer(
    git: &Git,
    workbook: &Workbook,
    target: &str,
    changed: &[String],
    answers: &[&Begun],
) -> Result<()> {
    let names = ["diff", "--name-only", "--no-renames", "-z"];
    let here = git.paths(names.iter().chain(&["HEAD"]))?;
    let is_answer = |path: &String| answers.iter().any(|begun| begun.path == *path);
    let is_there = |path: &str| fs::symlink_metadata(workbook.root.join(path)).is_ok();
    // What is missing here may well come back.
    let both = |path: &&String| changed.contains(path) && !is_answer(path) && is_there(path);
    if let Some(path) = here.iter().find(both) {
        return Err(Error(format!(
            "you and the newer workbook both changed {path}: `git stash` puts your changes away, `git stash pop` brings them back afterwards"
        )));
    }
    let new = git.paths(names.iter().chain(&["--diff-filter=A", "HEAD", target]))?;
    match new.iter().find(|path| is_there(path)) {
        Some(path) => Err(Error(format!(
            "{path} is in the way of the newer workbook's: move it away, then again"
        ))),
        None => Ok(()),
    }
}

fn begun(workbook: &Workbook) -> Result<Vec<Begun>> {
    let mut all = Vec::new();
    for exercise in workbook.exercises() {
        if let (Some(answer), Some(path)) = (
            Progress::begun(exercise)?,
            in_git(workbook, &exercise.answer.path),
        ) {
            all.push(Begun {
                answer,
                path,
                about: about(exercise),
                exercise: exercise.clone(),
            });
        }
    }
    Ok(all)
}

/// What an exercise asks: as it is given, and its tests.
fn about(exercise: &Exercise) -> String {
    let text = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    text(&exercise.answers().join("given.rs")) + &text(&exercise.tests())
}

fn new(before: &Workbook, now: &Workbook) -> Vec<String> {
    let was_there = |exercise: &&Exercise| {
        let mut ids = exercise.was.iter().chain([&exercise.id]);
        !ids.any(|id| before.exercise(id).is_some())
    };
    let new = now.exercises().filter(was_there);
    new.map(|exercise| exercise.id.clone()).collect()
}

fn is_of_the_launcher(path: &str) -> bool {
    path.starts_with("src/") || path == "Cargo.toml" || path == "Cargo.lock"
}

/// A path as git names it.
fn in_git(workbook: &Workbook, path: &Path) -> Option<String> {
    let path = path.strip_prefix(&workbook.root).ok()?;
    Some(path.to_str()?.replace('\\', "/"))
}

impl Begun {
    /// Lets git go forward without a look at the file.
    fn step_aside(&self, git: &Git, target: &str, progress: &Progress) -> Result<()> {
        // Also where its exercise will be found under another name, or not at all.
        progress.keep(&self.exercise)?;
        let path = &self.exercise.answer.path;
        match git.ask(["cat-file", "-e", &format!("{target}:{}", self.path)]) {
            Ok(_) => claim(git, target, &self.path),
            // git takes it out of the way itself only if there is nothing of the learner's in it.
            Err(_) => fs::remove_file(path).map_err(|e| Error::of_file("move", path, e)),
        }
    }

    /// As it was before [`step_aside`](Begun::step_aside).
    fn step_back(&self, git: &Git) -> Result<()> {
        git.ask(["reset", "--quiet", "--", &self.path])?;
        self.put_back()
    }

    fn put_back(&self) -> Result<()> {
        match self.exercise.answer.path.exists() {
            true => Ok(()),
            false => error::write(&self.exercise.answer.path, &self.answer),
        }
    }
}

impl Update {
    /// An answer stays with its exercise, wherever that is now.
    fn carry(&mut self, begun: &Begun, progress: &Progress) -> Result<()> {
        let old = &begun.exercise;
        let Some(exercise) = self.workbook.exercise(&old.id) else {
            self.left.push(old.answer.path.clone());
            return begun.put_back();
        };
        if exercise.answer.path != old.answer.path {
            progress.bring(exercise, &begun.answer)?;
            // It is in its new place now.
            let _ = fs::remove_file(&old.answer.path);
            let _ = fs::remove_dir(&old.dir);
            self.moved.push((old.id.clone(), exercise.id.clone()));
        }
        let now = about(exercise);
        if now != begun.about {
            let difference = diff(&begun.about, &now, "before", "now");
            self.changed.push((exercise.id.clone(), difference));
        }
        Ok(())
    }
}
