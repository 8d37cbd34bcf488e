// Counts: blocked_thread, runtime_misuse

use super::*;
use std::fs as std_fs;
use std::future::{Future, poll_fn};
use std::io::Read;
use std::pin::pin;
use std::sync::mpsc as std_mpsc;
use std::task::Poll;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

const OLD: &str = "Monday: rain";
const NEW: &str = "Monday: rain\nTuesday: sun";

fn folder() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.txt");
    (folder, path)
}

/// What is in a folder, except the file itself.
fn beside(path: &Path) -> Vec<std::path::PathBuf> {
    let folder = std_fs::read_dir(path.parent().expect("a folder")).expect("it can be read");
    let files = folder.map(|file| file.expect("a file").path());
    files.filter(|file| file != path).collect()
}

/// One thread, and one thread in its pool.
fn runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_all().max_blocking_threads(1).build();
    runtime.expect("a runtime")
}

/// Holds the only thread of the pool, when it comes to it. What is asked of the pool later has to wait.
struct Hold {
    has_begun: oneshot::Receiver<()>,
    _let_go: std_mpsc::Sender<()>,
}

impl Hold {
    fn new() -> Hold {
        let (begun, has_begun) = oneshot::channel();
        let (_let_go, held) = std_mpsc::channel::<()>();
        spawn_blocking(move || {
            let _ = begun.send(());
            // Until the other side is dropped.
            let _ = held.recv();
        });
        Hold { has_begun, _let_go }
    }

    async fn begun(&mut self) {
        (&mut self.has_begun).await.expect("the pool comes to it");
    }
}

/// What the disk shows after one step.
#[derive(Debug, PartialEq)]
struct Step {
    /// What is in the file.
    file: String,
    /// What is in another one beside it.
    draft: Option<String>,
}

/// Saves `NEW` over `OLD` and lets the pool do only what it has been asked for before each poll. Returns what the
/// disk shows before the first step, after each, and when `save` has returned.
async fn step_by_step() -> Vec<Step> {
    let (_folder, path) = folder();
    std_fs::write(&path, OLD).expect("a file");
    let mut steps = Vec::new();
    let mut hold = Hold::new();
    hold.begun().await;
    let mut saving = pin!(save(&path, NEW));
    loop {
        let poll = poll_fn(|cx| Poll::Ready(saving.as_mut().poll(cx))).await;
        let read = |path: &Path| std_fs::read_to_string(path).unwrap_or_default();
        let draft = beside(&path).first().map(|draft| read(draft));
        let file = read(&path);
        steps.push(Step { file, draft });
        if let Poll::Ready(saved) = poll {
            saved.expect("it can be saved");
            return steps;
        }
        assert!(
            steps.len() < 50,
            "is it asking for something again and again?"
        );
        // The next hold waits behind what `save` has asked for, and this one lets it pass.
        let mut next = Hold::new();
        drop(hold);
        next.begun().await;
        hold = next;
    }
}

#[test]
fn saves_a_text() {
    let (_folder, path) = folder();
    runtime()
        .block_on(save(&path, OLD))
        .expect("it can be saved");
    let saved = std_fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(saved, OLD, "it has returned: is the text there?");
    assert!(beside(&path).is_empty(), "and nothing else");
}

#[test]
fn replaces_a_text() {
    let (_folder, path) = folder();
    std_fs::write(&path, NEW).expect("a file");
    runtime()
        .block_on(save(&path, OLD))
        .expect("it can be saved");
    let saved = std_fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(saved, OLD, "a longer text was there before");
    assert!(beside(&path).is_empty(), "and nothing else");
}

#[test]
fn saves_a_long_text() {
    let (_folder, path) = folder();
    let long = "it rains
"
    .repeat(400_000);
    runtime()
        .block_on(save(&path, &long))
        .expect("it can be saved");
    let saved = std_fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        saved.len(),
        long.len(),
        "was all of it written, or as much as there was room for?"
    );
}

#[test]
fn leaves_the_runtime_its_thread() {
    runtime().block_on(async {
        let steps = step_by_step().await;
        assert!(
            steps[0].file == OLD && steps[0].draft.is_none(),
            "the pool was busy, and yet this was done: {:?}. On whose thread?",
            steps[0]
        );
    });
}

#[test]
fn a_reader_finds_the_old_text_or_the_new_one() {
    runtime().block_on(async {
        let steps = step_by_step().await;
        for Step { file, .. } in &steps {
            assert!(
                file == OLD || file == NEW,
                "somebody who read the file meanwhile found {file:?}"
            );
        }
        let last = steps.last().expect("there is one");
        assert_eq!(last.file, NEW, "it has returned: is the text there?");
    });
}

#[test]
fn whoever_reads_goes_on_with_the_old_text() {
    let (_folder, path) = folder();
    std_fs::write(&path, OLD).expect("a file");
    let mut reader = std_fs::File::open(&path).expect("it can be read");
    runtime()
        .block_on(save(&path, NEW))
        .expect("it can be saved");
    let mut read = String::new();
    reader.read_to_string(&mut read).expect("it is text");
    assert_eq!(
        read, OLD,
        "somebody had opened the old file: was the new text written into it, or has another file taken its place?"
    );
}

#[test]
fn waits_for_the_bytes_before_it_renames() {
    runtime().block_on(async {
        let steps = step_by_step().await;
        let too_early = steps.windows(2).any(|steps| {
            let is_empty = steps[0].draft.as_ref().is_some_and(String::is_empty);
            is_empty && steps[1].draft.is_none()
        });
        assert!(
            !too_early,
            "when the rename was asked for, the file was still empty, since `write_all` returns before the bytes \
             are there: what waits for them, and says whether they have come?"
        );
    });
}

#[test]
fn a_failure_changes_nothing() {
    let (_folder, path) = folder();
    // A folder that is not empty stands where the file should go.
    std_fs::create_dir(&path).expect("a folder");
    std_fs::write(path.join("page"), OLD).expect("a file");
    let saved = runtime().block_on(save(&path, NEW));
    saved.expect_err("a folder is in the way: who hears of it?");
    assert_eq!(
        std_fs::read_to_string(path.join("page")).unwrap_or_default(),
        OLD,
        "what was there before stays"
    );
    assert_eq!(
        beside(&path),
        Vec::<std::path::PathBuf>::new(),
        "it failed, and something is left that nobody needs"
    );
}
