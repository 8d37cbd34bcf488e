//! The saved progress: rows P.
//!
//! Most fixtures are a workbook of a few files, and the launcher as a process: `hint` saves progress and builds nothing.
//! A fault at *every* call of the system, not only at those of the save, takes about a minute:
//! `cargo test --test faults -- --ignored every_call`

mod calls;
mod exchange;
mod small;
mod update;

use crate::support::{Said, is_a_clear_refusal};
use crate::table::{skipped, tried};
use runner::progress::Progress;
use small::{GIVEN, Small};
use std::fs::{self, File};
use std::process::{Command, Stdio};

const SAVED: &str = "{\n  \"done\": [\n    \"a/one\",\n    \"b/gone\"\n  ],\n  \"hints\": {\n    \"a/one\": 1\n  },\n  \"theme\": \"dark\",\n  \"version\": 1\n}\n";

/// The launcher says one line of warning, and does what it was asked.
fn goes_on_with_a_warning(said: &Said, word: &str) {
    assert_eq!(said.status, 0, "{}", said.err);
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    assert!(
        said.err.starts_with("warning: ") && said.err.contains(word),
        "{}",
        said.err
    );
}

/// The progress that was saved is used, from the copy, and what was damaged is still there.
fn is_put_right(small: &Small, damage: impl Fn(&Small)) {
    small.saved(SAVED);
    damage(small);
    let said = small.say(["hint", "a/one"]);
    goes_on_with_a_warning(&said, "its copy is used");
    assert!(said.out.contains("hint 2 of 3"), "{}", said.out);
    let progress = Progress::read(&small.workbook()).unwrap();
    assert_eq!(progress.notice(), None);
    assert!(progress.state().is_done("a/one") && progress.state().is_done("b/gone"));
    assert_eq!(progress.state().value()["theme"], "dark");
    let aside = small.names(".workbook");
    let aside = aside
        .iter()
        .filter(|name| name.starts_with("progress.corrupt-"));
    assert_eq!(aside.count(), 1, "the damaged file is still there");
}

/// Without a copy there is nothing to put it right from: it is refused, and left as it is.
fn is_refused_and_left(small: &Small, text: &[u8], word: &str) {
    for args in [&["list"][..], &["hint", "a/one"], &["reset", "a/one"]] {
        fs::create_dir_all(small.path(".workbook")).unwrap();
        fs::write(small.path(".workbook/progress.json"), text).unwrap();
        is_a_clear_refusal(&small.say(args), word);
        assert_eq!(
            fs::read(small.path(".workbook/progress.json")).unwrap(),
            text
        );
    }
}

#[test]
fn p2_a_file_in_the_place_of_the_folder() {
    tried("P2", "a file in the place of the folder", || {
        let small = Small::new();
        fs::write(small.path(".workbook"), "in the way").unwrap();
        for args in [&["list"][..], &["hint", "a/one"], &["reset", "a/one"]] {
            is_a_clear_refusal(&small.say(args), ".workbook");
        }
        assert_eq!(small.read(".workbook"), "in the way");
    });
}

#[test]
fn p2_a_read_only_file_system() {
    let fixture = "a read-only file system";
    let script = "cp -r .workbook kept && mount -t tmpfs none .workbook && cp kept/* .workbook && mount -o remount,ro .workbook && \"$0\" hint a/one && cmp kept/progress.json .workbook/progress.json";
    match in_a_namespace(script) {
        Err(why) => skipped("P2", fixture, &why),
        Ok(said) => tried("P2", fixture, || {
            goes_on_with_a_warning(&said, "Read-only file system");
            assert!(said.out.contains("hint 2 of 3"), "{}", said.out);
        }),
    }
}

#[test]
fn p2_a_full_disk() {
    let fixture = "a full disk";
    let script = "cp -r .workbook kept && mount -t tmpfs -o size=16k none .workbook && cp kept/* .workbook && (cat /dev/zero > .workbook/full || true) 2> kept/full && \"$0\" hint a/one && cmp kept/progress.json .workbook/progress.json";
    match in_a_namespace(script) {
        Err(why) => skipped("P2", fixture, &why),
        Ok(said) => tried("P2", fixture, || {
            goes_on_with_a_warning(&said, "No space left");
            assert!(said.out.contains("hint 2 of 3"), "{}", said.out);
        }),
    }
}

/// A shell in a small workbook, where it may mount; `$0` is the launcher. Or why that cannot be done here.
fn in_a_namespace(script: &str) -> Result<Said, String> {
    let may = Command::new("unshare")
        .args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"])
        .stderr(Stdio::null())
        .status();
    if !may.is_ok_and(|ended| ended.success()) {
        return Err("`unshare -rm` may not mount here".into());
    }
    let small = Small::new();
    small.saved(SAVED);
    let mut command = small.launcher_by("unshare", &["-rm", "sh", "-ec", script]);
    Ok(crate::support::say(&mut command))
}

#[test]
fn p3_empty() {
    tried("P3", "empty", || {
        is_put_right(&Small::new(), |small| {
            small.write(".workbook/progress.json", "")
        });
    });
}

#[test]
fn p3_random_bytes() {
    tried("P3", "random bytes", || {
        let noise: Vec<u8> = (0..4096_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        is_put_right(&Small::new(), |small| {
            fs::write(small.path(".workbook/progress.json"), &noise).unwrap();
        });
    });
}

#[test]
fn p3_cut_at_every_byte() {
    tried("P3", "cut at every byte", || {
        let small = Small::new();
        for length in 0..SAVED.trim_end().len() {
            small.saved(SAVED);
            small.write(".workbook/progress.json", &SAVED[..length]);
            let progress = Progress::read(&small.workbook()).unwrap();
            assert!(progress.notice().unwrap().contains("nothing is lost"));
            assert!(progress.state().is_done("a/one") && progress.state().is_done("b/gone"));
            assert_eq!(small.read(".workbook/progress.json"), SAVED);
        }
    });
}

#[test]
fn p3_the_copy_cut_at_every_byte() {
    tried("P3", "the copy cut at every byte", || {
        let small = Small::new();
        for length in 0..SAVED.trim_end().len() {
            small.saved(SAVED);
            small.write(".workbook/progress.json.bak", &SAVED[..length]);
            let mut progress = Progress::read(&small.workbook()).unwrap();
            assert_eq!(progress.notice(), None);
            progress.note("a/two", true).unwrap();
            assert_eq!(
                small.read(".workbook/progress.json.bak"),
                small.read(".workbook/progress.json")
            );
        }
    });
}

#[test]
fn p3_windows_line_ends_and_mark() {
    tried("P3", "windows line ends and mark", || {
        let small = Small::new();
        small.saved(&format!("\u{feff}{}", SAVED.replace('\n', "\r\n")));
        let said = small.say(["hint", "a/one"]);
        assert_eq!((said.status, said.err.as_str()), (0, ""));
        assert!(said.out.contains("hint 2 of 3"), "{}", said.out);
    });
}

#[test]
fn p3_a_gigabyte() {
    tried("P3", "a gigabyte", || {
        is_put_right(&Small::new(), |small| {
            let file = File::create(small.path(".workbook/progress.json")).unwrap();
            file.set_len(1 << 30).unwrap();
        });
    });
}

#[test]
fn p3_a_folder() {
    tried("P3", "a folder", || {
        is_put_right(&Small::new(), |small| {
            fs::remove_file(small.path(".workbook/progress.json")).unwrap();
            fs::create_dir(small.path(".workbook/progress.json")).unwrap();
        });
    });
}

#[cfg(unix)]
#[test]
fn p3_a_pipe() {
    tried("P3", "a pipe", || {
        is_put_right(&Small::new(), |small| {
            let path = small.path(".workbook/progress.json");
            fs::remove_file(&path).unwrap();
            assert!(
                Command::new("mkfifo")
                    .arg(&path)
                    .status()
                    .unwrap()
                    .success()
            );
        });
    });
}

#[cfg(unix)]
#[test]
fn p3_a_link_elsewhere() {
    tried("P3", "a link elsewhere", || {
        let small = Small::new();
        small.write("elsewhere.json", SAVED);
        fs::create_dir(small.path(".workbook")).unwrap();
        std::os::unix::fs::symlink(
            small.path("elsewhere.json"),
            small.path(".workbook/progress.json"),
        )
        .unwrap();
        let said = small.say(["hint", "a/one"]);
        assert_eq!((said.status, said.err.as_str()), (0, ""));
        assert!(
            fs::symlink_metadata(small.path(".workbook/progress.json"))
                .unwrap()
                .is_symlink()
        );
        assert!(small.read("elsewhere.json").contains("\"a/one\": 2"));
    });
}

#[cfg(unix)]
#[test]
fn p3_a_link_to_nowhere_and_to_itself() {
    tried("P3", "a link to nowhere and to itself", || {
        for target in ["nowhere", "progress.json"] {
            is_put_right(&Small::new(), |small| {
                let path = small.path(".workbook/progress.json");
                fs::remove_file(&path).unwrap();
                std::os::unix::fs::symlink(target, &path).unwrap();
            });
        }
    });
}

#[test]
fn p3_damaged_without_a_copy() {
    tried("P3", "damaged without a copy", || {
        let small = Small::new();
        for text in [
            &b""[..],
            b"{\"version\":1,\"do",
            b"[]",
            b"{\"version\":1,\"done\":[\"\xff\"]}",
        ] {
            is_refused_and_left(&small, text, "is damaged");
        }
    });
}

#[test]
fn p3_gone_with_its_copy_there() {
    tried("P3", "gone with its copy there", || {
        let small = Small::new();
        small.saved(SAVED);
        fs::remove_file(small.path(".workbook/progress.json")).unwrap();
        goes_on_with_a_warning(&small.say(["list"]), "is gone");
        assert_eq!(small.read(".workbook/progress.json"), SAVED);
    });
}

#[test]
fn p4_the_first_version() {
    tried("P4", "the first version", || {
        // As it was written before there was a copy.
        let small = Small::new();
        small.write(".workbook/progress.json", "{\n  \"version\": 1,\n  \"done\": [\n    \"a/one\"\n  ],\n  \"hints\": {\n    \"a/one\": 2\n  }\n}\n");
        let said = small.say(["hint", "a/one"]);
        assert_eq!((said.status, said.err.as_str()), (0, ""));
        assert!(said.out.contains("hint 3 of 3"), "{}", said.out);
        assert!(small.say(["list"]).out.contains("✓ a/one"));
    });
}

#[test]
fn p4_a_newer_version() {
    tried("P4", "a newer version", || {
        let small = Small::new();
        is_refused_and_left(
            &small,
            b"{\"version\":2,\"done\":{\"a/one\":{\"at\":1}}}",
            "newer workbook",
        );
        // Not even from a copy that could be read.
        small.write(".workbook/progress.json.bak", SAVED);
        is_refused_and_left(&small, b"{\"version\":2,\"done\":[]}", "newer workbook");
    });
}

#[test]
fn p4_unknown_ids_and_keys() {
    tried("P4", "unknown ids and keys", || {
        let small = Small::new();
        small.saved(SAVED);
        assert_eq!(small.say(["hint", "a/two"]).status, 0);
        let text = small.read(".workbook/progress.json");
        assert!(
            text.contains("\"b/gone\"") && text.contains("\"theme\": \"dark\""),
            "{text}"
        );
    });
}

#[test]
fn p4_a_renamed_exercise() {
    tried("P4", "a renamed exercise", || {
        let small = Small::new();
        small.saved(SAVED);
        small.answer("one", "mine");
        assert_eq!(small.say(["reset", "a/one"]).status, 0);
        small.saved(SAVED);
        // The chapter is split: `a/one` is now `z/first`.
        small.chapter(
            "09-z",
            &["first"],
            "[package.metadata.exercises.first]\nwas = [\"a/one\"]\n",
        );
        fs::remove_dir_all(small.path("lessons/01-a")).unwrap();
        assert!(small.say(["list"]).out.contains("✓ z/first"));
        let said = small.say(["hint", "z/first"]);
        assert!(said.out.contains("hint 2 of 3"), "{}", said.out);
        assert_eq!(small.say(["undo", "z/first"]).status, 0);
        assert_eq!(small.read("lessons/09-z/first/exercise.rs"), "mine");
        assert_eq!(small.say(["reset", "z/first"]).status, 0);
        assert!(
            small.say(["list"]).out.contains("· z/first"),
            "reset is about the former name too"
        );
    });
}

#[test]
fn p5_forty_launchers() {
    tried("P5", "forty launchers", || each_marks_its_own(40));
}

#[test]
#[ignore = "ten seconds: cargo test --test faults -- --ignored two_hundred"]
fn p5_two_hundred_launchers() {
    tried("P5", "two hundred launchers", || each_marks_its_own(200));
}

/// Launchers at the same time, each of which notes another exercise as done.
fn each_marks_its_own(count: usize) {
    let small = Small::new();
    let names: Vec<String> = (0..count).map(|i| format!("e{i:03}")).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    small.chapter("02-many", &all, "");
    let start = |name: &String| {
        let done = format!("{{\"version\":1,\"done\":[\"many/{name}\"]}}");
        let text = format!("{{\"version\":1,\"answers\":{{}},\"progress\":{done}}}");
        small.write(&format!("{name}.json"), &text);
        let mut launcher = small.launcher(["import", &format!("{name}.json")]);
        launcher.stdout(Stdio::null()).spawn().unwrap()
    };
    let started: Vec<_> = names.iter().map(start).collect();
    for mut launcher in started {
        assert!(launcher.wait().unwrap().success());
    }
    let progress = Progress::read(&small.workbook()).unwrap();
    let is_lost = |name: &&String| !progress.state().is_done(&format!("many/{name}"));
    let lost: Vec<&String> = names.iter().filter(is_lost).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
}

#[test]
fn p5_two_that_read_before_either_wrote() {
    tried("P5", "two that read before either wrote", || {
        let small = Small::new();
        let workbook = small.workbook();
        let mut one = Progress::read(&workbook).unwrap();
        let mut two = Progress::read(&workbook).unwrap();
        one.note("a/one", true).unwrap();
        two.note("a/two", true).unwrap();
        let both = Progress::read(&workbook).unwrap();
        assert!(both.state().is_done("a/one") && both.state().is_done("a/two"));
    });
}

#[test]
fn p6_a_process_that_hangs_holds_the_lock() {
    tried("P6", "a process that hangs holds the lock", || {
        let small = Small::new();
        small.write(".workbook/progress.lock", "4321");
        let lock = File::open(small.path(".workbook/progress.lock")).unwrap();
        lock.lock().unwrap();
        let said = small.say(["hint", "a/one"]);
        goes_on_with_a_warning(&said, "process 4321");
        assert!(said.out.contains("hint 1 of 3"), "{}", said.out);
        is_a_clear_refusal(&small.say(["reset", "a/one"]), "process 4321");
        assert_eq!(small.say(["list"]).status, 0, "reading needs no lock");
        drop(lock);
        assert_eq!(small.say(["hint", "a/one"]).err, "");
    });
}

#[test]
fn p7_the_clock_stands_at_1970() {
    the_clock_stands("the clock stands at 1970", "1970-01-01 00:00:00");
}

#[test]
fn p7_the_clock_stands_before_1970() {
    the_clock_stands("the clock stands before 1970", "1969-01-01 00:00:00");
}

#[test]
fn p7_the_clock_stands_far_ahead() {
    the_clock_stands("the clock stands far ahead", "2190-01-01 00:00:00");
}

/// The only thing that reads the clock: the name of a damaged file.
fn the_clock_stands(fixture: &str, at: &str) {
    if Command::new("faketime").arg("--version").output().is_err() {
        return skipped("P7", fixture, "faketime is not installed");
    }
    tried("P7", fixture, || {
        let small = Small::new();
        for times in 1..=2 {
            small.saved(SAVED);
            small.write(".workbook/progress.json", "damaged");
            let said =
                crate::support::say(&mut small.launcher_by("faketime", &["-f", at]).arg("list"));
            goes_on_with_a_warning(&said, "its copy is used");
            let names = small.names(".workbook");
            let aside = names
                .iter()
                .filter(|name| name.starts_with("progress.corrupt-"));
            assert_eq!(aside.count(), times, "{names:?}");
        }
    });
}

#[test]
fn reset_and_undo_never_lose_an_answer() {
    let small = Small::new();
    let undo = || {
        let said = small.say(["undo", "a/one"]);
        assert_eq!(said.status, 0, "{}", said.err);
        small.read("lessons/01-a/one/exercise.rs")
    };
    is_a_clear_refusal(
        &small.say(["undo", "a/one"]),
        "nothing of a/one was put away",
    );
    for answer in ["first", "second", "third"] {
        small.answer("one", answer);
        assert_eq!(small.say(["reset", "a/one"]).status, 0);
        assert_eq!(small.read("lessons/01-a/one/exercise.rs"), GIVEN);
    }
    assert_eq!(
        [undo(), undo(), undo(), undo()],
        ["third", "second", "first", "third"]
    );
    small.answer("one", "fourth");
    assert_eq!(
        [undo(), undo(), undo(), undo()],
        ["third", "second", "first", "fourth"]
    );
    // What is put away once more is the newest again, and undone first.
    small.answer("one", "second");
    assert_eq!(small.say(["reset", "a/one"]).status, 0);
    assert_eq!([undo(), undo()], ["second", "fourth"]);
}

#[test]
fn reset_brings_back_what_is_missing_or_no_file() {
    let small = Small::new();
    let path = small.path("lessons/01-a/one/exercise.rs");
    fs::remove_file(&path).unwrap();
    assert_eq!(small.say(["reset", "a/one"]).status, 0);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    fs::write(path.join("mine.rs"), "mine").unwrap();
    assert_eq!(small.say(["reset", "a/one"]).status, 0);
    assert_eq!(small.read("lessons/01-a/one/exercise.rs"), GIVEN);
    assert!(small.holds("mine"), "what was there is kept");
}
