//! A fault at every call of the system while progress is saved or an answer put away: strace kills the launcher there,
//! or makes the call fail. Whenever that is, the old state is there or the new one, and every answer.
//!
//! What always runs stops at the calls of a save that change the disk; the ignored ones at every call of the process.

use super::SAVED;
use super::small::{GIVEN, Small};
use crate::support::{Said, say};
use crate::table::{skipped, tried};
use runner::error::leftovers;
use runner::progress::Progress;
use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};

/// Errors that a file system gives.
const ERRORS: [&str; 5] = ["ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES"];

/// Before `execve` there is no process, and after `exit_group` none any more. A `close` gives a folder back, and the
/// standard library takes for granted that it does.
const LEFT_OUT: [&str; 3] = ["execve", "exit_group", "close"];

/// Calls after which the disk is another: between two of them it matters little where the launcher is killed.
const CHANGES: [&str; 8] = [
    "O_CREAT",
    "write(",
    "ftruncate(",
    "fsync(",
    "rename(",
    "unlink(",
    "mkdir(",
    "flock(",
];

/// One call of the system: its name, and the how manieth of this name it is.
#[derive(Debug, Clone)]
struct Call {
    name: String,
    number: usize,
}

/// A command that changes what is saved, from a state that is made anew for each fault.
struct Save {
    args: &'static [&'static str],
    prepare: fn(&Small),
    /// Texts of answers, each of which must be in some file afterwards.
    answers: &'static [&'static str],
}

const HINT: Save = Save {
    args: &["hint", "a/one"],
    prepare: |small| small.saved(SAVED),
    answers: &[],
};

const PUT_RIGHT: Save = Save {
    args: &["hint", "a/one"],
    prepare: |small| {
        small.saved(SAVED);
        small.write(".workbook/progress.json", "damaged");
    },
    answers: &["damaged"],
};

const RESET: Save = Save {
    args: &["reset", "a/one"],
    prepare: |small| {
        small.saved(SAVED);
        small.write(".workbook/undo/a/one/0001.rs", "first");
        small.answer("one", "mine");
    },
    answers: &["first", "mine"],
};

const UNDO: Save = Save {
    args: &["undo", "a/one"],
    prepare: |small| {
        small.saved(SAVED);
        small.write(".workbook/undo/a/one/0001.rs", "first");
        small.write(".workbook/undo/a/one/0002.rs", "second");
        small.answer("one", "mine");
    },
    answers: &["first", "second", "mine"],
};

const IMPORT: Save = Save {
    args: &["import", "from.json"],
    prepare: |small| {
        small.saved(SAVED);
        small.answer("one", "mine");
        small.write("from.json", "{\"version\":1,\"progress\":{\"version\":1,\"done\":[\"a/two\"]},\"answers\":{\"a/one\":\"theirs\"}}");
    },
    answers: &["mine"],
};

impl Save {
    /// A workbook in which it can be done.
    fn prepared(&self, small: &Small) {
        let _ = fs::remove_dir_all(small.path(".workbook"));
        small.answer("one", GIVEN);
        (self.prepare)(small);
    }

    /// The calls of the system that it makes: all, or those that change the disk.
    fn calls(&self, small: &Small, all: bool) -> Vec<Call> {
        self.prepared(small);
        let log = small.path("strace.log");
        let ended = self.strace(small, &["-o", &log.display().to_string()]);
        assert_eq!(ended.status, 0, "{}", ended.err);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut is_save = false;
        let mut calls = Vec::new();
        for line in fs::read_to_string(log).unwrap().lines() {
            let Some((name, _)) = line.split_once('(') else {
                continue;
            };
            let number = counts.entry(name.to_string()).or_default();
            *number += 1;
            is_save |= line.contains("progress.lock");
            let changes = is_save && CHANGES.iter().any(|change| line.contains(change));
            if (all || changes) && !LEFT_OUT.contains(&name) {
                calls.push(Call {
                    name: name.to_string(),
                    number: *number,
                });
            }
        }
        calls
    }

    fn strace(&self, small: &Small, args: &[&str]) -> Said {
        let mut command = small.launcher_by("strace", &[&["-qq"][..], args].concat());
        say(command.args(self.args))
    }

    fn with_fault(&self, small: &Small, call: &Call, fault: &str) -> Said {
        self.prepared(small);
        let Call { name, number } = call;
        let inject = format!("inject={name}:{fault}:when={number}");
        // What strace itself says is not of interest.
        self.strace(
            small,
            &[
                "-o",
                "/dev/null",
                "-e",
                &format!("trace={name}"),
                "-e",
                &inject,
            ],
        )
    }

    /// The state as it was or as it should become, every answer, and a next start as ever.
    fn is_whole(&self, small: &Small, new: &str, what: &str) {
        let progress = Progress::read(&small.workbook()).unwrap_or_else(|e| panic!("{what}: {e}"));
        let text = progress.state().text();
        assert!([SAVED, new].contains(&text.as_str()), "{what}: {text}");
        for answer in self.answers {
            assert!(small.holds(answer), "{what}: {answer} is lost");
        }
        assert!(
            leftovers(&small.path(".workbook")).is_empty(),
            "{what}: leftovers"
        );
        let said = small.say(self.args);
        assert_eq!(said.status, 0, "{what}: {}", said.err);
        let dir = small.workbook().exercise("a/one").unwrap().dir.clone();
        assert!(leftovers(&dir).is_empty(), "{what}: leftovers");
    }

    /// Returns how many faults were tried.
    fn survives(&self, all: bool, faults: &[String]) -> usize {
        let small = Small::new();
        let calls = self.calls(&small, all);
        assert!(calls.len() >= 15, "{calls:?}");
        let new = Progress::read(&small.workbook()).unwrap().state().text();
        for (call, fault) in calls
            .iter()
            .flat_map(|call| faults.iter().map(move |f| (call, f)))
        {
            let said = self.with_fault(&small, call, fault);
            let what = format!("{:?}, {fault} at {} {}", self.args, call.name, call.number);
            assert_ne!(said.status, 101, "{what}: {}", said.err);
            let errors = said
                .err
                .lines()
                .filter(|line| !line.starts_with("warning: "));
            assert!(
                errors.count() <= 1 || said.status == -1,
                "{what}: {}",
                said.err
            );
            self.is_whole(&small, &new, &what);
        }
        calls.len() * faults.len()
    }
}

fn kill() -> Vec<String> {
    vec!["signal=KILL".into()]
}

fn errors() -> Vec<String> {
    ERRORS.map(|error| format!("error={error}")).to_vec()
}

/// Why strace cannot be used here, if so.
pub fn no_strace() -> Option<&'static str> {
    let strace = Command::new("strace")
        .args([
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "inject=getppid:error=EIO",
            "true",
        ])
        .stderr(Stdio::null())
        .status();
    match strace {
        Ok(ended) if ended.success() => None,
        Ok(_) => Some("strace may not trace here"),
        Err(_) => Some("strace is not installed"),
    }
}

fn try_out(row: &str, fixture: &str, save: &Save, all: bool, faults: &[String]) {
    match no_strace() {
        Some(why) => skipped(row, fixture, why),
        None => tried(row, fixture, || {
            println!("{fixture}: {} faults", save.survives(all, faults));
        }),
    }
}

#[test]
fn p1_killed_at_each_call_of_a_save() {
    try_out("P1", "killed at each call of a save", &HINT, false, &kill());
}

#[test]
fn p1_killed_at_each_call_of_putting_right() {
    try_out(
        "P1",
        "killed at each call of putting right",
        &PUT_RIGHT,
        false,
        &kill(),
    );
}

#[test]
fn p1_killed_at_each_call_of_a_reset() {
    try_out(
        "P1",
        "killed at each call of a reset",
        &RESET,
        false,
        &kill(),
    );
}

#[test]
fn p1_killed_at_each_call_of_an_undo() {
    try_out(
        "P1",
        "killed at each call of an undo",
        &UNDO,
        false,
        &kill(),
    );
}

#[test]
fn p1_killed_at_each_call_of_an_import() {
    try_out(
        "P1",
        "killed at each call of an import",
        &IMPORT,
        false,
        &kill(),
    );
}

#[test]
fn p2_an_error_at_each_call_of_a_save() {
    try_out(
        "P2",
        "an error at each call of a save",
        &HINT,
        false,
        &errors()[..1],
    );
}

#[test]
fn p6_a_file_system_without_locks() {
    let fixture = "a file system without locks";
    match no_strace() {
        Some(why) => skipped("P6", fixture, why),
        None => tried("P6", fixture, || {
            let small = Small::new();
            let flock = Call {
                name: "flock".into(),
                number: 1,
            };
            let said = HINT.with_fault(&small, &flock, "error=ENOLCK");
            assert_eq!((said.status, said.err.as_str()), (0, ""));
            assert!(
                small
                    .read(".workbook/progress.json")
                    .contains("\"a/one\": 2")
            );
        }),
    }
}

#[test]
#[ignore = "about a minute: cargo test --test faults -- --ignored every_call"]
fn p1_killed_at_every_call() {
    for (what, save) in [
        ("hint", HINT),
        ("putting right", PUT_RIGHT),
        ("reset", RESET),
        ("undo", UNDO),
        ("import", IMPORT),
    ] {
        try_out(
            "P1",
            &format!("killed at every call: {what}"),
            &save,
            true,
            &kill(),
        );
    }
}

#[test]
#[ignore = "some minutes: cargo test --test faults -- --ignored every_call"]
fn p2_an_error_at_every_call() {
    for (what, save) in [
        ("hint", HINT),
        ("putting right", PUT_RIGHT),
        ("reset", RESET),
        ("undo", UNDO),
        ("import", IMPORT),
    ] {
        try_out(
            "P2",
            &format!("an error at every call: {what}"),
            &save,
            true,
            &errors(),
        );
    }
}
