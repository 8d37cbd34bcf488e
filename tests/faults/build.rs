//! The build and the environment: rows B.

use crate::code::{tag, tagged};
use crate::support::{Copy, Said, is_a_clear_refusal, launcher, root, say};
use crate::table::{skipped, tried};
use runner::check::{self, Ended, Progress, Task};
use runner::guard::Stop;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

const SOLUTION: [&str; 5] = ["check", "--solutions", "gather/fan_out", "--format", "json"];

/// The launcher in the copy, with the copy's builds.
fn in_copy(copy: &Copy) -> Command {
    let mut command = launcher(&copy.workbook.root);
    command.env("CARGO_TARGET_DIR", copy.workbook.root.join("../target"));
    command
}

/// Builds what a test is about to break, so that nothing else is built then.
fn built() -> Copy {
    let copy = Copy::new();
    all_tests_pass(&copy.say(SOLUTION));
    copy
}

/// The findings are another matter: a very busy machine can hold a thread for longer than an answer may.
fn all_tests_pass(said: &Said) {
    assert!(
        said.out.contains("\"ended\":\"ok\""),
        "{}{}",
        said.out,
        said.err
    );
}

/// An answer that does not compile: it is told so, once and at no great length.
fn is_refused(fixture: &str, answer: impl Fn(&str) -> String, words: &str) {
    tried("B1", fixture, || {
        let copy = Copy::new();
        let said = copy.check(&answer(&copy.solution()));
        assert_eq!(said.status, 1, "{}", said.err);
        assert!(said.out.contains(words), "{}", said.out);
        assert!(
            said.out.contains("exercise.rs does not compile"),
            "{}",
            said.out
        );
        assert!(
            said.out.lines().count() < 200,
            "{} lines",
            said.out.lines().count()
        );
    });
}

#[test]
fn b1_a_compile_error() {
    is_refused(
        "compile error",
        |solution| format!("{solution}\nfn broken( {{\n"),
        "error: ",
    );
}

#[test]
fn b1_five_hundred_errors() {
    let errors = "fn wrong() { let _: u32 = \"\"; }\n".repeat(500);
    let answer = |solution: &str| {
        let errors = errors.lines().enumerate();
        let errors: String = errors
            .map(|(i, line)| line.replace("wrong", &format!("wrong{i}\n")))
            .collect();
        format!("{solution}\n{errors}")
    };
    is_refused("500 errors", answer, "the first 10 errors are shown");
}

#[test]
fn b1_a_macro_without_an_end() {
    let forever =
        "macro_rules! forever { ($($t:tt)*) => { forever! { $($t)* x } } }\nforever! {}\n";
    is_refused(
        "endless macro",
        |solution| format!("{solution}\n{forever}"),
        "recursion limit",
    );
}

#[test]
fn b1_types_without_an_end() {
    let forever = "fn forever<T>(_: T) { forever(Some(())); deeper::<(T, T)>() }\nfn deeper<T>() { deeper::<(T, T)>() }\n#[test]\nfn start() { forever(()) }\n";
    is_refused(
        "endless types",
        |solution| format!("{solution}\n{forever}"),
        "recursion limit",
    );
}

#[test]
fn b1_a_flood_of_warnings() {
    tried("B1", "500 warnings", || {
        let copy = Copy::new();
        let warnings: String = (0..500)
            .map(|i| format!("fn warned{i}() {{ let x = {i}; }}\n"))
            .collect();
        let said = copy.check(&format!("{}\n{warnings}", copy.solution()));
        assert!(
            said.out.contains("✓ fetches_many"),
            "{}{}",
            said.out,
            said.err
        );
        assert!(!said.out.contains("warning"), "{}", said.out);
    });
}

/// A compiler that does this with the answer, and with all else what the compiler does.
#[cfg(unix)]
fn compiler(dir: &Path, with_the_answer: &str) -> PathBuf {
    let path = dir.join("rustc");
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *'--crate-name gather_fan_out '*) {with_the_answer};; esac\nexec \"$@\"\n"
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    path
}

/// Checks an answer that is new, with such a compiler.
#[cfg(unix)]
fn check_with(copy: &Copy, compiler: &Path) -> Command {
    let fresh = format!("{}\n// {}\n", copy.solution(), tag());
    fs::write(&copy.exercise().answer.path, fresh).unwrap();
    let mut command = in_copy(copy);
    command
        .args(["check", "gather/fan_out"])
        .env("RUSTC_WRAPPER", compiler);
    command
}

#[cfg(unix)]
fn put_back(copy: &Copy) {
    let given = fs::read(copy.exercise().answers().join("given.rs")).unwrap();
    fs::write(&copy.exercise().answer.path, given).unwrap();
}

#[cfg(unix)]
#[test]
fn b1_a_compiler_that_panics() {
    tried("B1", "internal compiler error", || {
        let (copy, dir) = (built(), tempfile::tempdir().unwrap());
        let ice = r#"printf '%s\n' '{"$message_type":"diagnostic","message":"boom","code":null,"level":"error: internal compiler error","spans":[],"children":[],"rendered":"error: internal compiler error: boom\n"}' >&2; exit 101"#;
        let said = say(&mut check_with(&copy, &compiler(dir.path(), ice)));
        put_back(&copy);
        assert_eq!(said.status, 1, "{}", said.err);
        assert!(
            said.out.contains("internal compiler error: boom"),
            "{}",
            said.out
        );
    });
}

#[cfg(unix)]
#[test]
fn b1_a_compiler_that_is_killed() {
    tried("B1", "compiler killed", || {
        let (copy, dir) = (built(), tempfile::tempdir().unwrap());
        let said = say(&mut check_with(&copy, &compiler(dir.path(), "kill -9 $$")));
        put_back(&copy);
        is_a_clear_refusal(&said, "the compiler was killed (signal: 9, SIGKILL: kill)");
    });
}

/// Whatever ends the launcher while a compiler compiles for ever, the compiler ends with it.
#[cfg(target_os = "linux")]
fn an_endless_compile_ends_with(fixture: &str, signal: &str) {
    tried("B1", fixture, || {
        let (copy, dir) = (built(), tempfile::tempdir().unwrap());
        let (tag, mark) = (tag(), dir.path().join("compiles"));
        let script = format!("touch '{}'; sleep 600", mark.display());
        let mut child = check_with(&copy, &compiler(dir.path(), &script))
            .env("FAULT", &tag)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        until(|| mark.exists());
        Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status()
            .unwrap();
        child.wait().unwrap();
        put_back(&copy);
        until(|| tagged(&tag) == 0);
    });
}

fn until(mut is_so: impl FnMut() -> bool) {
    for _ in 0..10_000 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(2));
    }
    panic!("20 s were not enough");
}

#[cfg(target_os = "linux")]
#[test]
fn b1_an_endless_compile_and_ctrl_c() {
    an_endless_compile_ends_with("endless compile, Ctrl-C", "-INT");
}

#[cfg(target_os = "linux")]
#[test]
fn b1_an_endless_compile_and_a_kill() {
    an_endless_compile_ends_with("endless compile, kill -9", "-KILL");
}

/// A cargo that cannot work: one line, which says what to do.
fn has_no_cargo(row: &str, fixture: &str, prepare: impl Fn(&mut Command, &Path), words: &str) {
    tried(row, fixture, || {
        let dir = tempfile::tempdir().unwrap();
        let mut command = launcher(&root());
        command.args(SOLUTION);
        prepare(&mut command, dir.path());
        is_a_clear_refusal(&say(&mut command), words);
    });
}

/// The cargo that chooses the toolchain, if the machine has rustup.
fn rustup_cargo() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?;
    Some(home.join("bin/cargo")).filter(|path| path.is_file() && home.join("bin/rustup").is_file())
}

#[test]
fn b2_no_cargo() {
    let prepare = |command: &mut Command, dir: &Path| {
        command.env_remove("CARGO").env("PATH", dir);
    };
    has_no_cargo(
        "B2",
        "no cargo",
        prepare,
        "cargo was not found: install Rust from https://rustup.rs",
    );
}

#[test]
fn b2_a_rustup_without_a_toolchain() {
    let Some(cargo) = rustup_cargo() else {
        return skipped("B2", "rustup without a toolchain", "there is no rustup");
    };
    let prepare = |command: &mut Command, dir: &Path| {
        command
            .env("CARGO", &cargo)
            .env("RUSTUP_HOME", dir)
            .env_remove("RUSTUP_TOOLCHAIN");
        command.env_remove("RUST_BACKTRACE");
    };
    has_no_cargo(
        "B2",
        "rustup without a toolchain",
        prepare,
        "`rustup default stable`",
    );
}

#[test]
fn b2_a_toolchain_that_is_not_there() {
    let Some(cargo) = rustup_cargo() else {
        return skipped("B2", "missing toolchain", "there is no rustup");
    };
    let prepare = |command: &mut Command, _: &Path| {
        command
            .env("CARGO", &cargo)
            .env("RUSTUP_TOOLCHAIN", "1.50.0")
            .env("RUSTUP_AUTO_INSTALL", "0");
    };
    has_no_cargo("B2", "missing toolchain", prepare, "is not installed");
}

#[cfg(unix)]
#[test]
fn b2_an_old_cargo() {
    let prepare = |command: &mut Command, dir: &Path| {
        let old = "#!/bin/sh\necho 'error: failed to parse manifest at `/x/Cargo.toml`\n\nCaused by:\n  feature `edition2024` is required' >&2\nexit 101\n";
        fs::write(dir.join("cargo"), old).unwrap();
        fs::set_permissions(
            dir.join("cargo"),
            std::os::unix::fs::PermissionsExt::from_mode(0o755),
        )
        .unwrap();
        command.env("CARGO", dir.join("cargo"));
    };
    has_no_cargo(
        "B2",
        "old cargo",
        prepare,
        "`rustup update` brings a newer one",
    );
}

#[test]
fn b2_a_cargo_home_that_cannot_be_written() {
    let prepare = |command: &mut Command, dir: &Path| {
        fs::write(dir.join("home"), "").unwrap();
        command.env("CARGO_HOME", dir.join("home"));
    };
    has_no_cargo("B2", "CARGO_HOME is a file", prepare, "cargo: failed to");
}

#[test]
fn b3_offline_with_nothing_fetched() {
    let prepare = |command: &mut Command, dir: &Path| {
        command
            .env("CARGO_HOME", dir)
            .env("CARGO_NET_OFFLINE", "true");
    };
    has_no_cargo(
        "B3",
        "offline, nothing fetched",
        prepare,
        "`cargo fetch` once, with a network",
    );
}

/// Whether a command can be run without a network, or with a disk of its own.
fn can_unshare(what: &str) -> bool {
    let tried = Command::new("unshare")
        .args([what, "true"])
        .stderr(Stdio::null())
        .status();
    tried.is_ok_and(|status| status.success())
}

/// The command with its environment, after these words.
fn after(words: &[&str], command: &Command) -> Command {
    let mut wrapped = Command::new(words[0]);
    wrapped
        .args(&words[1..])
        .arg(command.get_program())
        .args(command.get_args());
    wrapped
        .current_dir(command.get_current_dir().unwrap())
        .stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => wrapped.env(name, value),
            None => wrapped.env_remove(name),
        };
    }
    wrapped
}

#[test]
fn b3_no_network_and_nothing_fetched() {
    if !can_unshare("-rn") {
        return skipped(
            "B3",
            "no network, nothing fetched",
            "unshare -rn does not work here",
        );
    }
    tried("B3", "no network, nothing fetched", || {
        let dir = tempfile::tempdir().unwrap();
        let mut command = launcher(&root());
        command
            .args(SOLUTION)
            .env("CARGO_HOME", dir.path())
            .env("CARGO_NET_RETRY", "0");
        let said = say(&mut after(&["unshare", "-rn"], &command));
        is_a_clear_refusal(&said, "`cargo fetch` once, with a network");
    });
}

#[test]
fn b3_no_network_after_a_fetch() {
    if !can_unshare("-rn") {
        return skipped(
            "B3",
            "no network, all fetched",
            "unshare -rn does not work here",
        );
    }
    tried("B3", "no network, all fetched", || {
        let copy = built();
        let mut command = in_copy(&copy);
        command.args(SOLUTION);
        let said = say(&mut after(&["unshare", "-rn"], &command));
        all_tests_pass(&said);
    });
}

/// Checks on a disk of so many bytes, which is where `variable` says.
fn on_a_small_disk(fixture: &str, variable: &str, size: &str, words: &str) {
    if !can_unshare("-rm") {
        return skipped("B4", fixture, "unshare -rm does not work here");
    }
    tried("B4", fixture, || {
        let (copy, dir) = (built(), tempfile::tempdir().unwrap());
        let mut command = in_copy(&copy);
        command.args(SOLUTION).env(variable, dir.path());
        let mount = format!(
            "mount -t tmpfs -o size={size} none '{}' && exec \"$@\"",
            dir.path().display()
        );
        let said = say(&mut after(
            &["unshare", "-rm", "sh", "-c", &mount, "sh"],
            &command,
        ));
        is_a_clear_refusal(&said, words);
        // What was done is still known.
        assert_eq!(copy.say(["list"]).status, 0);
    });
}

#[test]
fn b4_no_room_to_build() {
    on_a_small_disk(
        "small target folder",
        "CARGO_TARGET_DIR",
        "1m",
        "the disk is full",
    );
}

#[test]
fn b4_no_room_for_a_run() {
    on_a_small_disk("small temporary folder", "TMPDIR", "8k", "has no room");
}

/// Another cargo has the lock: it is told, it can be stopped, and it is no time of a run.
#[test]
fn b5_another_cargo() {
    tried("B5", "lock held, then released", || {
        let copy = built();
        let lock = Mutex::new(Some(lock(&copy)));
        let told = Mutex::new(0);
        let tell = |step: Progress<'_>| {
            if let Progress::Waiting = step {
                *told.lock().unwrap() += 1;
                lock.lock().unwrap().take();
            }
        };
        let verdicts = check_in(&copy, &tell, &Stop::default()).unwrap();
        assert_eq!(verdicts[0].ended, Ended::Ok);
        // More than once, if somebody's cargo has the lock of the downloaded crates as well.
        assert_ne!(*told.lock().unwrap(), 0, "nobody was told of the wait");
    });
}

#[test]
fn b5_a_wait_that_is_stopped() {
    tried("B5", "lock held, stopped", || {
        let copy = built();
        let _lock = lock(&copy);
        let stop = Stop::default();
        let tell = |step: Progress<'_>| {
            if let Progress::Waiting = step {
                stop.now();
            }
        };
        let error = check_in(&copy, &tell, &stop).unwrap_err();
        assert_eq!(error.0, "the build was stopped");
    });
}

/// Where cargo builds if nobody says otherwise: the environment of this process cannot be changed.
fn lock(copy: &Copy) -> File {
    let dir = copy.workbook.root.join("target/debug");
    fs::create_dir_all(&dir).unwrap();
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(".cargo-lock"))
        .unwrap();
    lock.lock().unwrap();
    lock
}

fn check_in(
    copy: &Copy,
    tell: &(dyn Fn(Progress<'_>) + Sync),
    stop: &Stop,
) -> runner::Result<Vec<check::Verdict>> {
    let exercise = copy.exercise();
    let task = Task {
        exercise,
        answer: &exercise.solution,
        extent: check::Extent::All,
    };
    check::check_until(&copy.workbook, &[task], tell, stop)
}

/// With this in the environment, what is built is built no second time, and passes.
fn is_indifferent_to(fixture: &str, variables: &[(&str, &str)]) {
    tried("B6", fixture, || {
        let copy = built();
        let said = say(in_copy(&copy)
            .args(SOLUTION)
            .envs(variables.iter().copied()));
        all_tests_pass(&said);
        let newer = newest(&copy);
        all_tests_pass(&copy.say(SOLUTION));
        assert_eq!(newest(&copy), newer, "something was built");
    });
}

/// When the last library of the copy's target folder was made.
fn newest(copy: &Copy) -> std::time::SystemTime {
    let deps = fs::read_dir(copy.workbook.root.join("../target/debug/deps")).unwrap();
    let is_library = |path: &Path| path.extension().is_some_and(|e| e == "rlib");
    let paths = deps
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| is_library(path));
    paths
        .map(|path| path.metadata().unwrap().modified().unwrap())
        .max()
        .unwrap()
}

#[test]
fn b6_flags() {
    let flags = [
        ("RUSTFLAGS", "-D warnings"),
        ("CARGO_ENCODED_RUSTFLAGS", "-Dwarnings"),
        ("CARGO_BUILD_RUSTFLAGS", "-D warnings"),
    ];
    is_indifferent_to("RUSTFLAGS", &flags);
}

#[test]
fn b6_a_target() {
    is_indifferent_to(
        "CARGO_BUILD_TARGET",
        &[("CARGO_BUILD_TARGET", "wasm32-unknown-unknown")],
    );
}

#[test]
fn b6_a_profile() {
    is_indifferent_to(
        "CARGO_PROFILE_DEV_OPT_LEVEL",
        &[("CARGO_PROFILE_DEV_OPT_LEVEL", "3")],
    );
}

#[test]
fn b6_what_the_harness_reads() {
    let variables = [
        ("RUST_TEST_THREADS", "0"),
        ("RUST_TEST_SHUFFLE", "1"),
        ("RUST_BACKTRACE", "full"),
    ];
    is_indifferent_to("RUST_TEST_THREADS", &variables);
}

#[test]
fn b6_what_cargo_prints() {
    let variables = [
        ("CARGO_TERM_COLOR", "always"),
        ("CARGO_TERM_VERBOSE", "true"),
        ("CARGO_TERM_QUIET", "false"),
    ];
    is_indifferent_to("CARGO_TERM_COLOR", &variables);
}

#[test]
fn b6_what_the_recorder_reads() {
    let variables = [
        ("WORKBOOK_TRACE", "/nowhere/at/all"),
        ("WORKBOOK_STDOUT", "/nowhere"),
        ("WORKBOOK_NONCE", "x"),
    ];
    is_indifferent_to("WORKBOOK_STDOUT", &variables);
}

/// A folder above that tells cargo to build elsewhere: where it has built is asked, not guessed.
#[test]
#[ignore = "builds Tokio once more, a minute: `cargo test --test faults -- --ignored b6`"]
fn b6_a_configuration_above() {
    tried("B6", ".cargo/config.toml above", || {
        let copy = Copy::new();
        let above = copy.workbook.root.join("../.cargo");
        fs::create_dir_all(&above).unwrap();
        let target = Command::new("rustc")
            .args(["--print", "host-tuple"])
            .output()
            .unwrap();
        let target = String::from_utf8(target.stdout).unwrap();
        let config = format!(
            "[build]\ntarget = \"{}\"\ntarget-dir = \"elsewhere\"\n[term]\nverbose = true\n",
            target.trim()
        );
        fs::write(above.join("config.toml"), config).unwrap();
        let said = say(launcher(&copy.workbook.root).args(SOLUTION));
        fs::remove_dir_all(above).unwrap();
        all_tests_pass(&said);
    });
}

/// A folder with a name that shells and tools stumble over.
const AWKWARD: &str = "-it's 100% \"café\" 🦀 $HOME; (x)";

#[test]
fn b7_an_awkward_folder() {
    tried("B7", "own file in an awkward folder", || {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join(AWKWARD).join("x".repeat(200));
        fs::create_dir_all(&dir).unwrap();
        let file = dir.join("-own é.rs");
        fs::write(
            &file,
            "fn main() { println!(\"{}\", std::env::args().count()) }\n",
        )
        .unwrap();
        let said = say(launcher(&root())
            .args(["run", "--fast", "--file"])
            .arg(&file)
            .args(["--", "a b", "-c"]));
        assert_eq!((said.status, said.out.as_str()), (0, "3\n"), "{}", said.err);
    });
}

#[test]
#[ignore = "builds the workbook's own crates once more: `cargo test --test faults -- --ignored b7`"]
fn b7_a_workbook_in_an_awkward_folder() {
    tried("B7", "workbook in an awkward folder", || {
        let copy = built();
        let root = copy.workbook.root.join("..").join(AWKWARD);
        let status = Command::new("cp")
            .arg("-r")
            .args([&copy.workbook.root, &root])
            .status()
            .unwrap();
        assert!(status.success());
        let target = copy.workbook.root.join("../target");
        let said = say(launcher(&root)
            .args(SOLUTION)
            .env("CARGO_TARGET_DIR", target));
        fs::remove_dir_all(&root).unwrap();
        all_tests_pass(&said);
    });
}

#[test]
fn b7_windows_line_ends() {
    tried("B7", "CRLF", || {
        let copy = Copy::new();
        let tests = copy.exercise().tests();
        let text = fs::read_to_string(&tests).unwrap();
        fs::write(&tests, text.replace('\n', "\r\n")).unwrap();
        let said = copy.check(&copy.solution().replace('\n', "\r\n"));
        fs::write(&tests, text).unwrap();
        assert!(
            said.out.contains("✓ fetches_many"),
            "{}{}",
            said.out,
            said.err
        );
    });
}

#[test]
fn b7_names_of_windows() {
    skipped(
        "B7",
        "drive-relative names, \\\\?\\, case-only renames",
        "needs Windows",
    );
}

/// The learner's file in a bad way: told in a line, with the way back. What else there is can still be checked.
fn is_no_answer(fixture: &str, spoil: impl Fn(&Path), words: &str) {
    tried("B8", fixture, || {
        let copy = Copy::new();
        let exercise = copy.exercise();
        let (path, given) = (
            &exercise.answer.path,
            fs::read(exercise.answers().join("given.rs")).unwrap(),
        );
        fs::remove_file(path).unwrap();
        spoil(path);
        let said = copy.say(["check", "gather/fan_out"]);
        let list = copy.say(["list"]);
        let _ = fs::remove_file(path);
        let _ = fs::remove_dir_all(path);
        fs::write(path, given).unwrap();
        assert_eq!(
            (said.status, list.status),
            (1, 0),
            "{}{}",
            said.err,
            list.err
        );
        assert!(said.out.contains(words), "{}", said.out);
        offers_reset(&said);
    });
}

fn offers_reset(said: &Said) {
    assert!(
        said.out.contains("`cargo run -q -- reset gather/fan_out`"),
        "{}",
        said.out
    );
}

#[test]
fn b8_no_file() {
    is_no_answer("deleted", |_| {}, "exercise.rs is gone");
}

#[test]
fn b8_a_folder() {
    is_no_answer(
        "folder",
        |path| fs::create_dir(path).unwrap(),
        "exercise.rs is a folder",
    );
}

#[cfg(unix)]
#[test]
fn b8_a_link_to_itself() {
    let link = |path: &Path| std::os::unix::fs::symlink("exercise.rs", path).unwrap();
    is_no_answer("symlink loop", link, "exercise.rs cannot be read");
}

#[cfg(unix)]
#[test]
fn b8_a_pipe() {
    let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    is_no_answer("pipe", pipe, "exercise.rs is no file");
}

#[test]
fn b8_a_large_file() {
    let large = |path: &Path| File::create(path).unwrap().set_len(200 << 20).unwrap();
    is_no_answer("200 MB", large, "exercise.rs is larger than 1 MiB");
}

#[test]
fn b8_a_binary_file() {
    let binary = |path: &Path| fs::write(path, [0xff, 0xfe, 0, 0x9f]).unwrap();
    is_no_answer("binary", binary, "exercise.rs is no text");
}

/// Half of a save: an editor is writing it.
#[test]
fn b8_half_a_file() {
    tried("B8", "half written", || {
        let copy = Copy::new();
        let half = copy.solution();
        let said = copy.check(&half[..half.len() / 2]);
        assert_eq!(said.status, 1, "{}", said.err);
        assert!(said.out.contains("does not compile"), "{}", said.out);
    });
}

#[cfg(unix)]
#[test]
fn b8_a_read_only_file() {
    tried("B8", "read-only", || {
        use std::os::unix::fs::PermissionsExt;
        let copy = Copy::new();
        let exercise = copy.exercise();
        let path = &exercise.answer.path;
        fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap();
        let said = copy.say(["check", "gather/fan_out"]);
        fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(said.status, 1, "{}", said.err);
        assert!(said.out.contains("still to do"), "{}", said.out);
    });
}
