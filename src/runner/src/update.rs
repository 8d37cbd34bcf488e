//! Brings a newer workbook: what git has fetched, around the answers.
//!
//! An answer that was begun is never written, not even for a moment. git leaves a changed file alone if its index
//! says that the newer version is there already, and that is what it is told of each answer in its way.

mod git;

use crate::bless::diff;
use crate::catalog::{Exercise, Workbook};
use crate::error::{Error, Result};
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
    refuse_what_is_in_the_way(&git, &changed, &begun)?;
    let in_the_way = || begun.iter().filter(|begun| changed.contains(&begun.path));
    for begun in in_the_way() {
        // Also where its exercise will be found under another name, or not at all.
        progress.keep(&begun.exercise)?;
        claim(&git, &target, &begun.path)?;
    }
    if let Err(why) = git.ask(["merge", "--ff-only", "--quiet", &target]) {
        for begun in in_the_way() {
            git.ask(["reset", "--quiet", "--", &begun.path])?;
        }
        return Err(why);
    }
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

/// Changed files that are no answers: the newer workbook must not overwrite them either.
fn refuse_what_is_in_the_way(git: &Git, changed: &[String], begun: &[Begun]) -> Result<()> {
    let here = git.paths(["diff", "--name-only", "--no-renames", "-z", "HEAD"])?;
    let in_the_way = here
        .iter()
        .find(|path| changed.contains(path) && begun.iter().all(|begun| begun.path != **path));
    match in_the_way {
        Some(path) => Err(Error(format!(
            "you and the newer workbook both changed {path}: `git stash` puts your changes away, `git stash pop` brings them back afterwards"
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

impl Update {
    /// An answer stays with its exercise, wherever that is now.
    fn carry(&mut self, begun: &Begun, progress: &Progress) -> Result<()> {
        let old = &begun.exercise;
        let Some(exercise) = self.workbook.exercise(&old.id) else {
            self.left.push(old.answer.path.clone());
            return Ok(());
        };
        if exercise.answer.path != old.answer.path {
            progress.bring(exercise, &begun.answer)?;
            // It is in its new place, and kept for `undo` besides.
            let _ = fs::remove_file(&old.answer.path);
            let _ = fs::remove_dir(&old.dir);
            self.moved.push((old.id.clone(), exercise.id.clone()));
        }
        let difference = diff(&begun.about, &about(exercise), "before", "now");
        if about(exercise) != begun.about {
            self.changed.push((exercise.id.clone(), difference));
        }
        Ok(())
    }
}
