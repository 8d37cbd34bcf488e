//! A newer workbook, brought by git from a bare repository beside it.

use super::calls::no_strace;
use super::small::Small;
use crate::support::{Said, is_a_clear_refusal, say};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const TESTS: &str = "lessons/01-a/one/tests.rs";
const ANSWER: &str = "lessons/01-a/one/exercise.rs";
const SECOND: &str = "lessons/01-a/two/exercise.rs";
const MOVED: &str = "lessons/05-split/first/exercise.rs";
const WAS: &str = "[package.metadata.exercises.first]\nwas = [\"a/one\"]\n";

/// The learner's clone, and the author's, of one bare repository.
struct Clones {
    learner: Small,
    author: Small,
    bare: TempDir,
}

impl Clones {
    fn new() -> Clones {
        let clones = Clones {
            learner: Small::new(),
            author: Small::new(),
            bare: tempfile::tempdir().unwrap(),
        };
        git(clones.bare.path(), &["init", "-q", "--bare", "-b", "main"]);
        let bare = clones.bare.path().to_str().unwrap();
        let author = clones.author.path("");
        clones.author.write("README.md", "first");
        clones.author.write(".gitignore", "/.workbook\n/target\n");
        git(&author, &["init", "-q", "-b", "main"]);
        git(&author, &["remote", "add", "origin", bare]);
        clones.publish("first");
        fs::remove_dir_all(clones.learner.path("lessons")).unwrap();
        fs::remove_dir_all(clones.learner.path("book")).unwrap();
        git(&clones.learner.path(""), &["clone", "-q", bare, "."]);
        clones
    }

    /// Publishes what the author has in his folder now.
    fn publish(&self, message: &str) {
        let author = self.author.path("");
        git(&author, &["add", "-A"]);
        git(&author, &["commit", "-qm", message]);
        git(&author, &["push", "-q", "-u", "origin", "main"]);
    }

    fn commit_of_the_learner(&self) {
        git(&self.learner.path(""), &["commit", "-qam", "my answers"]);
    }

    fn update(&self) -> Said {
        say(&mut self.launcher())
    }

    fn launcher(&self) -> Command {
        let mut launcher = self.learner.launcher(["update"]);
        launcher.envs(IDENTITY);
        launcher
    }

    /// It is brought, the answer is as it was, and git knows of nothing else that was changed.
    fn brings(&self, answer: &str) -> Said {
        let said = self.update();
        assert_eq!(said.status, 0, "{}{}", said.out, said.err);
        assert_eq!(said.err, "");
        assert_eq!(self.learner.read(ANSWER), answer);
        let changed = git(&self.learner.path(""), &["status", "--porcelain", "-uall"]);
        let own = |line: &&str| !line.contains("exercise.rs");
        assert_eq!(changed.lines().filter(own).collect::<Vec<_>>(), [""; 0]);
        assert!(self.update().out.contains("nothing newer"));
        said
    }

    /// It is refused, and everything is as it was.
    fn refuses(&self, word: &str) {
        let state = || {
            let learner = self.learner.path("");
            let of = |args: &[&str]| git(&learner, args);
            [
                of(&["rev-parse", "HEAD"]),
                of(&["status", "--porcelain"]),
                of(&["diff", "HEAD"]),
            ]
        };
        let before = state();
        is_a_clear_refusal(&self.update(), word);
        assert_eq!(state(), before);
    }
}

const IDENTITY: [(&str, &str); 6] = [
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_NAME", "a"),
    ("GIT_AUTHOR_EMAIL", "a@example.com"),
    ("GIT_COMMITTER_NAME", "a"),
    ("GIT_COMMITTER_EMAIL", "a@example.com"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
];

fn git(dir: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    let said = say(command.args(args).current_dir(dir).envs(IDENTITY));
    assert_eq!(said.status, 0, "git {args:?}: {}", said.err);
    said.out
}

#[test]
fn what_is_not_begun_becomes_newer() {
    let clones = Clones::new();
    clones.author.write(ANSWER, "newer");
    clones
        .author
        .write("lessons/01-a/one/answers/given.rs", "newer");
    clones.author.chapter("02-b", &["four"], "");
    clones.publish("newer");
    let said = clones.brings("newer");
    assert!(said.out.contains("new: b/four"), "{}", said.out);
}

#[test]
fn an_answer_that_was_begun_is_not_touched() {
    let clones = Clones::new();
    clones.learner.write(ANSWER, "mine");
    clones.author.write(ANSWER, "newer");
    clones
        .author
        .write("lessons/01-a/one/answers/given.rs", "newer");
    clones
        .author
        .write(TESTS, "// Counts: nothing\n\n#[test]\nfn does_more() {}\n");
    clones.publish("newer");
    let about = fs::metadata(clones.learner.path(ANSWER)).unwrap();
    let said = clones.brings("mine");
    let now = fs::metadata(clones.learner.path(ANSWER)).unwrap();
    assert_eq!(
        about.modified().unwrap(),
        now.modified().unwrap(),
        "not even written anew"
    );
    assert!(
        said.out.contains("a/one asks something else now"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("-fn does_it() {}\n+fn does_more() {}"),
        "{}",
        said.out
    );
    assert_eq!(clones.learner.say(["reset", "a/one"]).status, 0);
    assert_eq!(clones.learner.read(ANSWER), "newer");
}

#[test]
fn an_answer_that_was_committed_is_merged_around() {
    let clones = Clones::new();
    clones.learner.write(ANSWER, "mine");
    clones.commit_of_the_learner();
    clones.author.write(ANSWER, "newer");
    clones.author.write("lessons/01-a/two/exercise.rs", "newer");
    clones.author.write("README.md", "newer");
    clones.publish("newer");
    clones
        .learner
        .write("lessons/01-a/three/exercise.rs", "mine too");
    clones.brings("mine");
    assert_eq!(clones.learner.read("lessons/01-a/two/exercise.rs"), "newer");
    assert_eq!(
        clones.learner.read("lessons/01-a/three/exercise.rs"),
        "mine too"
    );
    assert_eq!(clones.learner.read("README.md"), "newer");
    let parents = git(&clones.learner.path(""), &["log", "-1", "--format=%P"]);
    assert_eq!(parents.split_whitespace().count(), 2);
}

#[test]
fn an_answer_goes_where_its_exercise_goes() {
    for is_committed in [false, true] {
        let clones = Clones::new();
        clones.learner.write(ANSWER, "mine");
        clones
            .learner
            .saved("{\"version\":1,\"done\":[],\"hints\":{\"a/one\":2}}");
        if is_committed {
            clones.commit_of_the_learner();
        }
        clones.author.chapter("01-a", &["two", "three"], "");
        clones.author.chapter("05-split", &["first"], WAS);
        fs::remove_dir_all(clones.author.path("lessons/01-a/one")).unwrap();
        clones.publish("split");
        let said = clones.update();
        assert_eq!(said.status, 0, "{}", said.err);
        assert!(
            said.out.contains("a/one is now split/first"),
            "{}",
            said.out
        );
        assert!(!said.out.contains("new: "), "{}", said.out);
        assert_eq!(
            clones.learner.read("lessons/05-split/first/exercise.rs"),
            "mine"
        );
        assert!(!clones.learner.path("lessons/01-a/one").exists());
        let hint = clones.learner.say(["hint", "split/first"]);
        assert!(hint.out.contains("hint 3 of 3"), "{}", hint.out);
    }
}

#[test]
fn an_answer_stays_where_its_exercise_is_no_more() {
    let clones = Clones::new();
    clones.learner.write(ANSWER, "mine");
    clones.author.chapter("01-a", &["two", "three"], "");
    fs::remove_dir_all(clones.author.path("lessons/01-a/one")).unwrap();
    clones.publish("one less");
    let said = clones.brings("mine");
    assert!(
        said.out.contains(&format!(
            "{ANSWER} is your answer to an exercise that is no more"
        )),
        "{}",
        said.out
    );
}

#[test]
fn what_is_done_is_checked_again() {
    let clones = Clones::new();
    clones.learner.saved("{\"version\":1,\"done\":[\"a/one\"]}");
    clones.author.write("README.md", "newer");
    clones.publish("newer");
    // There is nothing to build here, which is all that cargo can say.
    let said = clones.update();
    assert!(
        said.out.contains("checking the 1 that are done"),
        "{}",
        said.out
    );
    assert_eq!(said.status, 2);
    assert!(said.err.contains("cargo"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn a_newer_launcher_checks_what_is_done() {
    use std::os::unix::fs::PermissionsExt;
    let clones = Clones::new();
    clones
        .learner
        .saved("{\"version\":1,\"done\":[\"a/one\",\"a/two\"]}");
    clones.author.write("src/main.rs", "fn main() {}");
    clones.publish("newer");
    let cargo = clones.bare.path().join("cargo");
    fs::write(&cargo, "#!/bin/sh\necho \"cargo $@\"\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let said = say(clones.launcher().env("CARGO", &cargo));
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(
        said.out
            .contains("cargo run -q --bin workbook -- check a/one a/two"),
        "{}",
        said.out
    );
}

#[test]
fn what_cannot_be_updated_is_refused() {
    let clones = Clones::new();
    let learner = clones.learner.path("");
    clones.author.write("README.md", "newer");
    clones.author.write(ANSWER, "newer");
    clones.publish("newer");

    // A file that is no answer, changed here and there; the answer that was begun stays untouched with it.
    clones.learner.write(ANSWER, "mine");
    clones.learner.write("README.md", "mine");
    clones.refuses("README.md");
    git(&learner, &["add", "README.md"]);
    clones.refuses("README.md");
    git(&learner, &["commit", "-qm", "mine", "README.md"]);
    clones.refuses("README.md");
    git(&learner, &["reset", "-q", "--hard", "HEAD~1"]);

    git(&learner, &["checkout", "-q", "--detach"]);
    clones.refuses("git switch main");
    git(&learner, &["checkout", "-q", "main"]);
    git(&learner, &["branch", "-q", "--unset-upstream"]);
    clones.refuses("git branch -u origin/main");
    git(&learner, &["branch", "-q", "-u", "origin/main"]);
    git(&learner, &["remote", "set-url", "origin", "/nowhere"]);
    clones.refuses("/nowhere");
    git(&learner, &["remote", "remove", "origin"]);
    clones.refuses("git remote add");
}

#[test]
fn an_unknown_file_in_the_way_is_refused() {
    let clones = Clones::new();
    clones.author.write("NEWS.md", "newer");
    clones.author.write(ANSWER, "newer");
    clones.publish("newer");
    clones.learner.write("NEWS.md", "mine");
    clones.learner.write(ANSWER, "mine");
    clones.refuses("NEWS.md is in the way");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_no_clone_is_refused() {
    let small = Small::new();
    is_a_clear_refusal(&small.say(["update"]), "`export` your answers");
    // A workbook that lies in a repository of something else.
    let outer = tempfile::tempdir().unwrap();
    git(outer.path(), &["init", "-q"]);
    let inner = outer.path().join("workbook");
    let copy = Command::new("cp")
        .arg("-r")
        .arg(small.path(""))
        .arg(&inner)
        .status();
    assert!(copy.unwrap().success());
    let said = say(crate::support::launcher(&inner).arg("update"));
    is_a_clear_refusal(&said, "a git repository of something else");
    let mut without_git = small.launcher(["update"]);
    is_a_clear_refusal(&say(without_git.env("PATH", "")), "git was not found");
}

#[test]
fn a_hook_of_git_does_not_lead_astray() {
    let clones = Clones::new();
    clones.author.write("README.md", "newer");
    clones.publish("newer");
    let said = say(clones
        .launcher()
        .env("GIT_DIR", clones.bare.path())
        .env("GIT_INDEX_FILE", "/nowhere"));
    assert_eq!(said.status, 0, "{}", said.err);
    assert_eq!(clones.learner.read("README.md"), "newer");
}

/// The learner has begun one exercise that moves and one that changes.
fn with_a_split_chapter() -> Clones {
    let clones = Clones::new();
    clones.learner.write(ANSWER, "mine");
    clones.learner.write(SECOND, "mine too");
    clones.author.chapter("01-a", &["two", "three"], "");
    clones.author.write(SECOND, "newer");
    clones.author.chapter("05-split", &["first"], WAS);
    fs::remove_dir_all(clones.author.path("lessons/01-a/one")).unwrap();
    clones.publish("split");
    clones
}

/// The launcher is killed where it waits for git or changes a file: every answer is somewhere, and the next update ends
/// well.
#[test]
#[ignore = "some minutes: cargo test --test faults -- --ignored every_call"]
fn an_update_killed_at_every_call_that_changes_something() {
    if let Some(why) = no_strace() {
        return println!("left out: {why}");
    }
    let calls = [
        "wait4", "waitid", "poll", "openat", "write", "rename", "unlink", "rmdir",
    ];
    let counts = calls.map(|call| {
        (1..)
            .take_while(|number| is_killed_at(call, *number))
            .count()
    });
    assert!(counts.iter().sum::<usize>() > 10, "{calls:?} {counts:?}");
    println!("{calls:?} {counts:?}");
}

/// Whether it was killed: there are so many calls of this name.
fn is_killed_at(call: &str, number: usize) -> bool {
    let clones = with_a_split_chapter();
    let learner = &clones.learner;
    let inject = format!("inject={call}:signal=KILL:when={number}");
    // A git that was started goes on without the launcher. It has our pipe, so that we hear when it is done.
    let script = "exec \"$@\" 9>&1";
    let trace = format!("trace={call}");
    let strace = [
        "strace",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        &trace,
        "-e",
        &inject,
    ];
    let args = [&["-c", script, "sh"][..], &strace].concat();
    let mut shell = learner.launcher_by("sh", &args);
    let ended = shell.arg("update").envs(IDENTITY).output().unwrap();
    let at = format!("{call} {number}");
    assert!(learner.holds("mine") && learner.holds("mine too"), "{at}");
    let again = clones.update();
    assert_eq!(again.status, 0, "{at}: {}", again.err);
    assert_eq!(learner.read(SECOND), "mine too", "{at}");
    if learner.read(MOVED) != "mine" {
        assert_eq!(learner.say(["undo", "split/first"]).status, 0, "{at}");
    }
    assert_eq!(learner.read(MOVED), "mine", "{at}");
    !ended.status.success()
}
