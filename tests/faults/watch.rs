//! Watch mode: rows W.
#![cfg(unix)]

use crate::small::{Small, answer, calls};
use crate::table::{skipped, tried};
use crate::watched::{Lines, until};
use runner::parallel;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

/// Tries a way to save: one check, of what was saved.
fn one_check(fixture: &str, save: impl FnOnce(&Path, &str)) {
    tried("W1", fixture, || {
        // As it was given it compiles: what cargo has built, it does not build again unless it sees a change.
        let small = Small::new();
        let (cargo, count) = small.counting_cargo("0");
        git(small.root(), &["init", "-q"]);
        git(small.root(), &["add", "lessons"]);
        git(small.root(), &["commit", "-qm", "v0"]);
        let mut watch = Lines::of(small.root(), "one/first", |command| {
            command.env("CARGO", &cargo);
        });
        watch.hear("one/first: ");
        save(&small.file(), &answer("v1"));
        watch.hear("v1");
        watch.hear("one/first: ");
        // Longer than the watch goes without looking: whatever it may take for a second save, it has taken.
        thread::sleep(Duration::from_millis(1200));
        // On a machine that stands still in the middle of a save a check may be begun too early. It is never told of.
        assert_eq!(watch.verdicts(), 2, "{:#?}", watch.said);
        println!("{fixture}: {} checks were begun", calls(&count) - 1);
    });
}

fn git(dir: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(dir).args([
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "-c",
        "core.hooksPath=/dev/null",
    ]);
    assert!(command.args(args).status().unwrap().success());
}

fn beside(file: &Path, name: &str) -> std::path::PathBuf {
    file.with_file_name(name)
}

fn write_slowly(file: &Path, text: &str) {
    let mut file = fs::File::create(file).unwrap();
    for part in text.as_bytes().chunks(5) {
        file.write_all(part).unwrap();
    }
    file.sync_all().unwrap();
}

#[test]
fn w1_written_in_place() {
    one_check("written in place, as VS Code and nano do", |file, text| {
        fs::write(file, text).unwrap()
    });
}

#[test]
fn w1_written_in_place_piece_by_piece() {
    one_check("written in place, piece by piece", write_slowly);
}

#[test]
fn w1_closed_late() {
    one_check(
        "written in place, closed and made readable later",
        |file, text| {
            let mut open = fs::File::create(file).unwrap();
            open.write_all(text.as_bytes()).unwrap();
            thread::sleep(Duration::from_millis(200));
            drop(open);
            thread::sleep(Duration::from_millis(200));
            let readable = std::os::unix::fs::PermissionsExt::from_mode(0o644);
            fs::set_permissions(file, readable).unwrap();
        },
    );
}

#[test]
fn w1_renamed_into_place() {
    one_check(
        "written beside it and renamed, as Kate and gedit do",
        |file, text| {
            let new = beside(file, ".exercise.rs.Xy12");
            fs::write(&new, text).unwrap();
            fs::rename(new, file).unwrap();
        },
    );
}

#[test]
fn w1_vim_step_by_step() {
    one_check(
        "vim with writebackup: 4913, .swp, a backup that is deleted",
        |file, text| {
            let (swap, probe, backup) = (
                beside(file, ".exercise.rs.swp"),
                beside(file, "4913"),
                beside(file, "exercise.rs~"),
            );
            fs::write(&swap, "swap").unwrap();
            fs::write(&probe, "").unwrap();
            fs::remove_file(probe).unwrap();
            fs::rename(file, &backup).unwrap();
            write_slowly(file, text);
            fs::remove_file(backup).unwrap();
            fs::remove_file(swap).unwrap();
        },
    );
}

#[test]
fn w1_vim() {
    if Command::new("vim").arg("--version").output().is_err() {
        return skipped("W1", "vim itself", "there is no vim");
    }
    one_check("vim itself", |file, text| {
        let substitute = format!("%s/.*/{}/", text.trim().replace('/', "\\/"));
        let mut vim = Command::new("vim");
        vim.args([
            "-u",
            "NONE",
            "-es",
            "-c",
            "set writebackup backupcopy=no",
            "-c",
            &substitute,
            "-c",
            "wq",
        ]);
        assert!(vim.arg(file).status().unwrap().success());
    });
}

#[test]
fn w1_emacs_step_by_step() {
    one_check(
        "emacs: a lock, an autosave file, a backup that stays",
        |file, text| {
            let (lock, autosave) = (beside(file, ".#exercise.rs"), beside(file, "#exercise.rs#"));
            std::os::unix::fs::symlink("me@here.1:2", &lock).unwrap();
            fs::write(&autosave, text).unwrap();
            fs::rename(file, beside(file, "exercise.rs~")).unwrap();
            write_slowly(file, text);
            fs::remove_file(autosave).unwrap();
            fs::remove_file(lock).unwrap();
        },
    );
}

#[test]
fn w1_jetbrains_safe_write() {
    one_check("JetBrains safe write: two renames", |file, text| {
        let (new, old) = (
            beside(file, "exercise.rs___jb_tmp___"),
            beside(file, "exercise.rs___jb_old___"),
        );
        fs::write(&new, text).unwrap();
        fs::rename(file, &old).unwrap();
        fs::rename(new, file).unwrap();
        fs::remove_file(old).unwrap();
    });
}

#[test]
fn w1_sed_in_place() {
    one_check("sed -i", |file, text| {
        let substitute = format!("s/.*/{}/", text.trim());
        assert!(
            Command::new("sed")
                .args(["-i", &substitute])
                .arg(file)
                .status()
                .unwrap()
                .success()
        );
    });
}

#[test]
fn w1_formatter_at_once() {
    one_check("a formatter that writes it again at once", |file, text| {
        fs::write(file, format!("   {text}")).unwrap();
        fs::write(file, text).unwrap();
    });
}

#[test]
fn w1_deleted_and_written_again() {
    one_check("deleted, and a moment later written again", |file, text| {
        fs::remove_file(file).unwrap();
        thread::sleep(Duration::from_millis(100));
        fs::write(file, text).unwrap();
    });
}

#[test]
fn w1_git_checkout() {
    one_check("git checkout of another branch", |file, text| {
        let root = file.ancestors().nth(4).unwrap();
        // Made without touching the work tree: a commit with another content of the one file.
        let mut hash = Command::new("git");
        hash.current_dir(root)
            .args(["hash-object", "-w", "--stdin"])
            .stdin(std::process::Stdio::piped());
        hash.stdout(std::process::Stdio::piped());
        let mut hash = hash.spawn().unwrap();
        hash.stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        let hash = String::from_utf8(hash.wait_with_output().unwrap().stdout).unwrap();
        let entry = format!("100644,{},lessons/01-one/first/exercise.rs", hash.trim());
        git(root, &["update-index", "--cacheinfo", &entry]);
        git(root, &["commit", "-qm", "v1"]);
        git(root, &["checkout", "-q", "--", "lessons"]);
    });
}

#[test]
fn w1_saved_with_an_older_time() {
    one_check(
        "a backup brought back with its older time, by cp -p",
        |file, text| {
            let old = beside(file, "old.rs");
            fs::write(&old, text).unwrap();
            let year = Duration::from_secs(365 * 24 * 3600);
            let then = std::time::SystemTime::now() - year;
            OpenOptions::new()
                .write(true)
                .open(&old)
                .unwrap()
                .set_modified(then)
                .unwrap();
            fs::rename(old, file).unwrap();
        },
    );
}

#[test]
fn w1_saved_again_without_a_change() {
    tried("W1", "saved again without a change", || {
        let small = Small::new();
        let (cargo, count) = small.counting_cargo("0");
        fs::write(small.file(), answer("v0")).unwrap();
        let mut watch = Lines::of(small.root(), "one/first", |command| {
            command.env("CARGO", &cargo);
        });
        watch.hear("one/first: ");
        fs::write(small.file(), answer("v0")).unwrap();
        watch.hear("one/first: ");
        assert_eq!(calls(&count), 2);
    });
}

#[test]
fn w1_other_files_are_not_checked() {
    tried("W1", "files beside it: swap, lock, notes, reads", || {
        let small = Small::new();
        let (cargo, count) = small.counting_cargo("0");
        fs::write(small.file(), answer("v0")).unwrap();
        let mut watch = Lines::of(small.root(), "one/first", |command| {
            command.env("CARGO", &cargo);
        });
        watch.hear("one/first: ");
        for name in [
            "4913",
            ".exercise.rs.swp",
            "#exercise.rs#",
            "notes.md",
            "exercise.rs.orig",
        ] {
            fs::write(beside(&small.file(), name), "x").unwrap();
        }
        fs::read(small.file()).unwrap();
        thread::sleep(Duration::from_millis(1200));
        assert_eq!((calls(&count), watch.verdicts()), (1, 1));
    });
}

#[test]
fn w2_a_storm_beside_it() {
    tried("W2", "100,000 events beside it", || {
        let small = Small::new();
        let (cargo, count) = small.counting_cargo("0");
        fs::write(small.file(), answer("v0")).unwrap();
        let mut watch = Lines::of(small.root(), "one/first", |command| {
            command.env("CARGO", &cargo);
        });
        watch.hear("one/first: ");
        // Made, opened, closed, deleted: four events each.
        for i in 0..25_000 {
            let path = beside(&small.file(), &format!("storm{}", i % 100));
            fs::File::create(&path).unwrap();
            fs::remove_file(&path).unwrap();
        }
        assert_eq!((calls(&count), watch.verdicts()), (1, 1));
        fs::write(small.file(), answer("v1")).unwrap();
        watch.hear("v1");
        println!(
            "the watch used {} of CPU over the storm and two checks",
            cpu(watch.id())
        );
    });
}

/// What a process and its children have used, in the ticks of a hundredth of a second.
fn cpu(id: u32) -> String {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.split(' ').collect();
    format!(
        "{} + {} ticks",
        fields.get(13).unwrap_or(&"?"),
        fields.get(14).unwrap_or(&"?")
    )
}

#[test]
fn w2_a_storm_of_saves() {
    tried("W2", "10,000 saves without a pause", || {
        let small = Small::new();
        let (cargo, count) = small.counting_cargo("0");
        fs::write(small.file(), answer("v0")).unwrap();
        let mut watch = Lines::of(small.root(), "one/first", |command| {
            command.env("CARGO", &cargo);
        });
        watch.hear("one/first: ");
        for _ in 0..10_000 {
            fs::write(small.file(), answer("storm")).unwrap();
        }
        fs::write(small.file(), answer("last")).unwrap();
        watch.hear("last");
        watch.hear("one/first: ");
        println!("{} checks were begun", calls(&count));
        // A pause of the machine may look like the end of a save; each check ends the one before.
        assert!(calls(&count) < 1000, "{} checks", calls(&count));
    });
}

#[test]
fn w3_a_save_while_it_is_built() {
    tried("W3", "a save while cargo works", || {
        let small = Small::new();
        let (cargo, count) = small.counting_cargo("0.5");
        fs::write(small.file(), answer("v0")).unwrap();
        let mut watch = Lines::of(small.root(), "one/first", |command| {
            command.env("CARGO", &cargo);
        });
        watch.hear("one/first: ");
        fs::write(small.file(), answer("v1")).unwrap();
        until(|| (calls(&count) == 2).then_some(()), String::new);
        fs::write(small.file(), answer("v2")).unwrap();
        watch.hear("one/first: ");
        assert!(
            watch.said.iter().any(|line| line.contains("v2")),
            "{:#?}",
            watch.said
        );
        assert!(
            !watch.said.iter().any(|line| line.contains("v1")),
            "{:#?}",
            watch.said
        );
        assert_eq!(watch.verdicts(), 2);
    });
}

#[test]
fn w3_a_save_while_it_runs() {
    tried("W3", "a save while an endless loop runs", || {
        let small = Small::new();
        let mark = small.root().join("runs");
        let endless = format!(
            "pub fn f() {{ std::fs::write({:?}, \"\").unwrap(); loop {{}} }}\n#[cfg(test)]\nmod tests;\n",
            mark.display().to_string()
        );
        fs::write(small.file(), endless).unwrap();
        let mut watch = Lines::of(small.root(), "one/first", |_| {});
        until(|| mark.exists().then_some(()), String::new);
        fs::write(small.file(), answer("v1")).unwrap();
        watch.hear("one/first: ");
        assert!(
            watch.said.iter().any(|line| line.contains("v1")),
            "{:#?}",
            watch.said
        );
        assert_eq!(
            watch.verdicts(),
            1,
            "the loop has no verdict: {:#?}",
            watch.said
        );
    });
}

#[test]
fn w3_many_saves_at_any_moment() {
    tried("W3", "60 saves at any moment of a check", || many_saves(60));
}

#[test]
#[ignore = "minutes: cargo test --test faults -- --ignored w3_a_thousand_saves"]
fn w3_a_thousand_saves() {
    tried("W3", "1,000 saves at any moment of a check", || {
        many_saves(1000)
    });
}

/// The last one is always the one that is told last; in several launchers at a time, since most of it is waiting.
fn many_saves(most: u64) {
    let saves: Vec<u64> = (1..=most).collect();
    let launchers: Vec<&[u64]> = saves.chunks(saves.len().div_ceil(3)).collect();
    parallel::map(&launchers, launchers.len(), |saves| {
        let small = Small::new();
        fs::write(small.file(), answer("v0")).unwrap();
        let mut watch = Lines::of(small.root(), "one/first", |_| {});
        watch.hear("one/first: ");
        for i in *saves {
            fs::write(small.file(), answer(&format!("v{i}."))).unwrap();
            // From 0 to 200 ms, in an order that repeats itself only after all of them.
            thread::sleep(Duration::from_millis(i * 73 % 211));
        }
        let most = saves.last().unwrap();
        watch.hear(&format!("v{most}."));
        watch.hear("one/first: ");
        thread::sleep(Duration::from_millis(1200));
        watch.catch_up();
        let polls = |line: &String| line.contains("no file events");
        assert!(!watch.said.iter().any(polls), "{:#?}", watch.said);
        let mut told = watch.said.iter().rev();
        let last = told.find(|line| line.contains("error: v"));
        assert_eq!(last, Some(&format!("error: v{most}.")));
    });
}

/// Watches where the system gives no more of something.
fn without_events(fixture: &str, limit: &str) {
    let is_allowed = Command::new("unshare")
        .args(["-Ur", "true"])
        .status()
        .is_ok_and(|status| status.success());
    if !is_allowed {
        return skipped("W4", fixture, "no user namespaces here");
    }
    tried("W4", fixture, || {
        let small = Small::new();
        fs::write(small.file(), answer("v0")).unwrap();
        let launcher = crate::support::launcher(small.root());
        let mut command = Command::new("unshare");
        let script = format!(
            "echo 0 > /proc/sys/user/{limit} && exec '{}' watch one/first",
            env!("CARGO_BIN_EXE_workbook")
        );
        command
            .args(["-Ur", "sh", "-c", &script])
            .current_dir(small.root());
        command
            .env("LC_ALL", "C.UTF-8")
            .stdin(std::process::Stdio::null());
        drop(launcher);
        let mut watch = Lines::start(command);
        watch.hear("no file events here");
        watch.hear("one/first: ");
        fs::write(small.file(), answer("v1")).unwrap();
        watch.hear("v1");
        watch.hear("one/first: ");
        assert_eq!(watch.verdicts(), 2);
    });
}

#[test]
fn w4_no_more_watchers() {
    without_events(
        "no more watchers (max_inotify_instances)",
        "max_inotify_instances",
    );
}

#[test]
fn w4_no_more_watches() {
    without_events(
        "no more watched folders (max_inotify_watches)",
        "max_inotify_watches",
    );
}

/// Does something to the folder, and checks that it goes on.
fn recovers(fixture: &str, disturb: impl FnOnce(&Path)) {
    tried("W5", fixture, || {
        let small = Small::new();
        fs::write(small.file(), answer("v0")).unwrap();
        let mut watch = Lines::of(small.root(), "one/first", |_| {});
        watch.hear("one/first: ");
        disturb(&small.first().dir);
        fs::write(small.file(), answer("v1")).unwrap();
        watch.hear("v1");
        watch.hear("one/first: ");
        fs::write(small.file(), answer("v2")).unwrap();
        watch.hear("v2");
        watch.hear("one/first: ");
    });
}

/// A folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    assert!(
        Command::new("cp")
            .arg("-r")
            .args([from, to])
            .status()
            .unwrap()
            .success()
    );
}

#[test]
fn w5_folder_deleted_and_made_again() {
    recovers("deleted and made again at once", |dir| {
        let kept = dir.with_file_name("kept");
        copy(dir, &kept);
        fs::remove_dir_all(dir).unwrap();
        fs::rename(kept, dir).unwrap();
    });
}

#[test]
fn w5_folder_away_for_long() {
    recovers("away for longer than is waited", |dir| {
        let kept = dir.with_file_name("kept");
        fs::rename(dir, &kept).unwrap();
        thread::sleep(Duration::from_millis(2500));
        fs::rename(kept, dir).unwrap();
    });
}

#[test]
fn w5_folder_replaced_by_another() {
    recovers("moved away, another one in its place", |dir| {
        let other = dir.with_file_name("other");
        copy(dir, &other);
        fs::rename(dir, dir.with_file_name("away")).unwrap();
        fs::rename(other, dir).unwrap();
    });
}

#[test]
fn w5_file_away_for_long() {
    recovers("the file away for longer than is waited", |dir| {
        fs::remove_file(dir.join("exercise.rs")).unwrap();
        thread::sleep(Duration::from_millis(1500));
    });
}
