//! What the launcher does with a program that goes wrong, seen by the person who has started it.

use super::processes::{tag, tagged};
use crate::support::{Said, launcher, root, say};
use crate::table::{skipped, tried};
use runner::parallel;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A file of its own for each test, since tests run at the same time.
fn source() -> PathBuf {
    let test = thread::current()
        .name()
        .unwrap_or_default()
        .replace("::", "-");
    let dir = root().join("target/faulty").join(test);
    fs::create_dir_all(&dir).unwrap();
    let source = dir.join("faulty.rs");
    fs::copy(root().join("tests/faults/code/faulty.rs"), &source).unwrap();
    source
}

/// Runs a fault as a program of the learner's own, compiled as such.
fn command(fault: &str) -> Command {
    let mut command = launcher(&root());
    command
        .args(["run", "--fast", "--view", "none", "--file"])
        .arg(source())
        .args(["--", fault])
        .env("WORKBOOK_LIMIT_MS", "3000");
    command
}

fn run(fault: &str) -> Said {
    say(&mut command(fault))
}

#[test]
fn s12_the_terminal_is_passed_through() {
    tried("S12", "reads, in a run", || {
        let mut child = command("reads")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(b"hello\n").unwrap();
        let said = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&said.stdout), "read 6 bytes\n");
    });
}

#[test]
fn s13_escape_sequences() {
    tried("S13", "writes_escapes", || {
        assert_eq!(run("writes_escapes").out, "ab\u{fffd}c\n");
        let said = say(command("writes_escapes").env("CLICOLOR_FORCE", "1"));
        assert_eq!(said.out, "a\u{1b}[31mb\u{fffd}c\n\u{1b}[0m");
    });
}

#[test]
fn s14_bytes_that_are_no_text() {
    tried("S14", "writes_garbage", || {
        assert_eq!(
            run("writes_garbage").out,
            "a\u{fffd}\u{fffd}(\u{fffd}\u{fffd}b\r\u{fffd}c\n"
        );
    });
}

#[test]
fn s15_what_a_program_writes_is_no_page() {
    skipped(
        "S15",
        "HTML in the browser",
        "the book's server shows recorded runs and runs nothing",
    );
}

#[test]
fn s1_an_endless_loop_is_told() {
    tried("S1", "loops, in a run", || {
        let said = say(command("loops").env("WORKBOOK_LIMIT_MS", "1000"));
        assert_eq!(said.status, 1);
        assert!(
            said.err.contains("faulty was stopped after 1 s: it used"),
            "{}",
            said.err
        );
        // The next command works.
        assert_eq!(run("quiet").status, 0);
    });
}

/// While there is always more to hear, the limit on time is kept as well.
#[test]
fn s5_endless_complaints_are_stopped_in_time() {
    tried("S5", "complains, in a run", || {
        // What is built takes its time; only the program has none.
        let said = say(command("complains").env("WORKBOOK_LIMIT_MS", "200"));
        assert!(
            said.err.contains("faulty was stopped after 0.2 s"),
            "{}",
            said.err.lines().last().unwrap_or_default()
        );
    });
}

/// What the launcher has in memory at most, in KiB, while it runs a fault.
#[cfg(target_os = "linux")]
fn memory(fault: &str) -> u64 {
    let mut child = command(fault)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(peak.unwrap_or(0));
        thread::sleep(Duration::from_millis(2));
    }
    most
}

#[cfg(target_os = "linux")]
#[test]
fn s5_the_launcher_does_not_grow() {
    tried("S5", "memory of the launcher", || {
        let quiet = memory("quiet");
        assert!(quiet > 0);
        for fault in ["prints", "complains", "one_long_line"] {
            let grown = memory(fault).saturating_sub(quiet);
            println!("{fault}: the launcher had {quiet} KiB and grew by {grown} KiB");
            assert!(grown <= 16 << 10, "{fault}: {grown} KiB");
        }
    });
}

/// Kills the launcher at some moment of a check, and waits for what it had started to be gone.
#[cfg(target_os = "linux")]
fn kill_after(time: Duration, args: &[&str]) -> Duration {
    let tag = tag();
    let mut child: Child = launcher(&root())
        .args(args)
        .env("FAULT", &tag)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
    let killed = Instant::now();
    while tagged(&tag) > 0 {
        assert!(
            killed.elapsed() < Duration::from_secs(20),
            "processes are left after {time:?}"
        );
        // To look at all processes takes the time of a core, which those that shall end need as well.
        thread::sleep(Duration::from_millis(5));
    }
    killed.elapsed()
}

/// Kills the launcher so many times, at moments spread over a check and over the run of a program that never ends;
/// several launchers at a time, since most of it is waiting.
#[cfg(target_os = "linux")]
fn kill_often(times: u64) {
    let check = ["check", "--solutions", "gather"];
    let source = source();
    let faulty = ["run", "--file", source.to_str().unwrap(), "--", "forks"];
    let moments: Vec<u64> = (0..times).collect();
    let gone = parallel::map(&moments, 3, |i| {
        // Steps that share no factor with the range visit all of it.
        let time = Duration::from_micros(i * 377_003 % 1_500_000);
        kill_after(time, if i % 2 == 0 { &check } else { &faulty })
    });
    println!(
        "{times} kills, 0 processes left; the last was gone after at most {:?}",
        gone.iter().max().unwrap()
    );
}

#[cfg(target_os = "linux")]
#[test]
fn s7_the_launcher_is_killed_thirty_times() {
    tried("S7", "launcher killed, 30 times", || kill_often(30));
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "half an hour: `cargo test --test faults -- --ignored --nocapture a_thousand_times`"]
fn s7_the_launcher_is_killed_a_thousand_times() {
    tried("S7", "launcher killed, 1,000 times", || kill_often(1000));
}

/// Ctrl-C in a run in real time: the program ends, and what it did so far is shown.
#[cfg(unix)]
#[test]
fn s17_ctrl_c_ends_the_program_and_shows_its_timeline() {
    tried("S17", "Ctrl-C", || {
        let mut child = launcher(&root())
            .args(["run", "gather"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        std::io::BufRead::read_line(&mut stdout, &mut line).unwrap();
        assert_eq!(line, "Task 1 started\n");
        Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap();
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut stdout, &mut rest).unwrap();
        let said = child.wait_with_output().unwrap();
        assert_eq!(said.status.code(), Some(1));
        assert!(
            rest.contains("worker Task 1") && !rest.contains("Task 1 finished"),
            "{rest}"
        );
        let errors = String::from_utf8_lossy(&said.stderr);
        assert!(errors.contains("gather was stopped"), "{errors}");
    });
}
