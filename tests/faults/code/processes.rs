//! What a process can do, tried on the guard itself: the fixtures are the arms of `faulty.rs`.

use crate::support::root;
use crate::table::tried;
use runner::guard::{Ended, Killed, Limits, Program, Stop};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The program, compiled once.
pub fn faulty() -> &'static Path {
    static FAULTY: OnceLock<PathBuf> = OnceLock::new();
    FAULTY.get_or_init(|| {
        let dir = root().join("target/faulty");
        fs::create_dir_all(&dir).unwrap();
        let status = Command::new(Path::new(env!("CARGO")).with_file_name("rustc"))
            .args(["--edition", "2024", "-o"])
            .arg(dir.join("faulty"))
            .arg(root().join("tests/faults/code/faulty.rs"))
            .status();
        assert!(status.unwrap().success());
        dir.join("faulty")
    })
}

/// Less than a learner's program may use, so that the tests are soon done; but time enough for a busy machine.
fn limits() -> Limits {
    Limits {
        data: Some(64 << 20),
        file: Some(64 << 20),
        ..Limits::of_a_program(Some(Duration::from_secs(20)))
    }
}

/// For what never ends.
fn short() -> Limits {
    Limits {
        wall: Some(Duration::from_millis(800)),
        ..limits()
    }
}

/// Runs a fault, which must leave no process.
fn run(fault: &str) -> Ended {
    run_with(fault, limits(), &[]).unwrap()
}

fn run_with(fault: &str, limits: Limits, args: &[&str]) -> runner::Result<Ended> {
    let tag = tag();
    let program = Program::new(faulty(), &root(), limits).unwrap();
    let program = program.args([fault]).args(args).env("FAULT", &tag);
    let ended = program.run(&mut |_| {});
    assert_eq!(tagged(&tag), 0, "{fault} left processes");
    ended
}

/// A value of `FAULT` that no other run has.
pub fn tag() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    format!(
        "{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::SeqCst)
    )
}

/// How many living processes have this value of `FAULT` in their environment.
pub fn tagged(tag: &str) -> usize {
    let variable = format!("FAULT={tag}");
    let is_tagged = |entry: &fs::DirEntry| {
        let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
        environment
            .split(|byte| *byte == 0)
            .any(|v| v == variable.as_bytes())
    };
    let processes = fs::read_dir("/proc").unwrap().flatten();
    processes.filter(is_tagged).count()
}

fn words(ended: &Ended) -> String {
    ended.trouble().unwrap_or_default()
}

/// A fault that must be stopped by the limit on time, with these words.
fn is_too_long(row: &str, fault: &str, expected: &str) {
    tried(row, fault, || {
        let ended = run_with(fault, short(), &[]).unwrap();
        assert!(
            matches!(ended.killed, Some(Killed::Time(_))),
            "{:?}",
            ended.killed
        );
        assert!(words(&ended).contains(expected), "{}", words(&ended));
    });
}

/// A fault that ends by itself, with these words.
fn ends_with(row: &str, fault: &str, expected: &str) {
    tried(row, fault, || {
        let ended = run(fault);
        assert_eq!(ended.killed, None);
        assert!(words(&ended).contains(expected), "{}", words(&ended));
    });
}

#[test]
fn s1_sync_endless_loop() {
    is_too_long("S1", "loops", "s of CPU");
}

#[test]
fn s1_endless_loops_on_two_threads() {
    is_too_long("S1", "loops_on_two_threads", "s of CPU");
}

#[test]
fn s1_the_back_stop_is_a_limit_on_cpu() {
    tried("S1", "no wall limit, a CPU limit", || {
        let limits = Limits {
            wall: None,
            cpu: Some(1),
            ..limits()
        };
        let ended = run_with("loops", limits, &[]).unwrap();
        assert!(
            words(&ended).contains("s of CPU and was stopped"),
            "{}",
            words(&ended)
        );
    });
}

#[test]
fn s3_a_thread_that_parks() {
    is_too_long("S3", "parks", "it used no CPU");
}

#[test]
fn s3_a_mutex_locked_twice() {
    is_too_long("S3", "locks_twice", "it used no CPU");
}

#[test]
fn s3_a_message_that_nobody_sends() {
    is_too_long("S3", "waits_for_a_message", "it used no CPU");
}

#[test]
fn s4_a_vec_without_an_end() {
    ends_with("S4", "fills_a_vec", "ran out of memory");
}

#[test]
fn s4_a_channel_without_an_end() {
    ends_with("S4", "fills_a_channel", "ran out of memory");
}

#[test]
fn s4_threads_without_an_end() {
    tried("S4", "starts_threads", || {
        let ended = run("starts_threads");
        assert!(!words(&ended).is_empty());
        // The memory is at its end where a thread is asked for, or a moment later, where the new one asks for its own.
        let out_of_memory = ["spawn", "Cannot allocate memory"];
        assert!(
            ended.killed.is_some()
                || out_of_memory
                    .iter()
                    .any(|words| ended.errors.contains(words)),
            "{}",
            ended.errors
        );
    });
}

fn prints_too_much(row: &str, fault: &str) {
    tried(row, fault, || {
        let ended = run_with(fault, limits(), &[]).unwrap();
        assert_eq!(ended.killed, Some(Killed::Output));
        assert!(words(&ended).contains("16 MiB of output"));
        assert!(ended.output.text().len() + ended.errors.len() < (2 * 330) << 10);
    });
}

#[test]
fn s5_endless_output() {
    prints_too_much("S5", "prints");
}

#[test]
fn s5_endless_complaints() {
    prints_too_much("S5", "complains");
}

#[test]
fn s6_one_line_of_100_mb() {
    prints_too_much("S6", "one_long_line");
}

/// It is not seen in time, and yet the same is said.
#[test]
fn s6_too_much_and_then_the_end() {
    prints_too_much("S6", "writes_17_mib_and_ends");
}

#[test]
fn s6_only_carriage_returns() {
    prints_too_much("S6", "only_returns");
}

#[test]
fn s6_no_output() {
    tried("S6", "quiet", || {
        let ended = run("quiet");
        assert_eq!((ended.trouble(), ended.output.total()), (None, 0));
    });
}

/// A fault that ends well, and leaves so many processes behind.
fn leaves(fault: &str, count: usize) {
    tried("S7", fault, || {
        let ended = run(fault);
        assert_eq!((ended.trouble(), ended.left), (None, count));
    });
}

#[test]
fn s7_a_child_that_holds_the_output() {
    leaves("leaves_a_child", 1);
}

#[test]
fn s7_a_child_with_streams_of_its_own() {
    leaves("leaves_a_silent_child", 1);
}

#[cfg(target_os = "linux")]
#[test]
fn s7_a_child_in_a_session_of_its_own() {
    leaves("leaves_a_session", 1);
}

#[cfg(target_os = "linux")]
#[test]
fn s7_a_child_without_the_environment() {
    leaves("leaves_one_without_environment", 1);
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let mut lines = processes.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    assert!(!lines.any(|line| line == [&b"sleep"[..], b"600.25", b""].join(&0)));
}

#[test]
fn s7_a_grandchild() {
    leaves("leaves_a_grandchild", 1);
}

#[test]
fn s7_a_child_that_ends_by_itself() {
    leaves("leaves_one_that_ends_soon", 0);
}

fn is_crowded(fault: &str) {
    tried("S7", fault, || {
        let ended = run_with(fault, limits(), &[]).unwrap();
        assert_eq!(ended.killed, Some(Killed::Processes));
        assert!(words(&ended).contains("more than 64 processes"));
    });
}

#[cfg(target_os = "linux")]
#[test]
fn s7_two_hundred_processes() {
    is_crowded("forks");
}

#[cfg(target_os = "linux")]
#[test]
fn s7_a_hundred_sessions() {
    is_crowded("forks_sessions");
}

#[test]
fn s8_a_panic() {
    ends_with("S8", "panics", "ended with status 101");
}

#[test]
fn s8_a_panic_in_a_thread_does_not_end_the_program() {
    tried("S8", "panics_in_a_thread", || {
        let ended = run("panics_in_a_thread");
        assert_eq!(ended.trouble(), None);
        assert!(ended.errors.contains("boom"));
    });
}

#[test]
fn s8_a_panic_during_a_panic() {
    ends_with("S8", "panics_twice", "while another panic was under way");
}

#[test]
fn s8_a_stack_overflow() {
    ends_with("S8", "recurses", "overflowed its stack");
}

#[test]
fn s8_an_abort() {
    ends_with("S8", "aborts", "aborted itself (SIGABRT)");
}

#[test]
fn s8_a_segmentation_fault() {
    ends_with("S8", "segfaults", "was killed by signal SIGSEGV");
}

#[test]
fn s8_a_kill_from_elsewhere() {
    ends_with("S8", "is_killed", "was killed by signal SIGKILL");
}

#[test]
fn s8_a_status() {
    ends_with("S8", "exits_with_3", "ended with status 3");
}

#[test]
fn s12_there_is_nothing_to_read() {
    tried("S12", "reads, in a check", || {
        let ended = run("reads");
        assert_eq!(
            (ended.trouble(), ended.output.text()),
            (None, "read 0 bytes\n".into())
        );
    });
}

#[test]
fn s16_sixty_thousand_open_files() {
    tried("S16", "opens_files", || {
        let ended = run("opens_files");
        assert!(
            ended.errors.contains("Too many open files"),
            "{}",
            ended.errors
        );
    });
}

#[test]
fn s16_a_file_without_an_end() {
    tried("S16", "writes_a_large_file", || {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("large");
        let ended = run_with("writes_a_large_file", limits(), &[path.to_str().unwrap()]).unwrap();
        assert!(words(&ended).contains("SIGXFSZ"), "{}", words(&ended));
        assert_eq!(fs::metadata(path).unwrap().len(), 64 << 20);
    });
}

#[test]
fn s16_a_server_that_nobody_calls() {
    tried("S16", "listens", || {
        let ended = run_with("listens", short(), &[]).unwrap();
        assert!(words(&ended).contains("no CPU"), "{}", words(&ended));
        assert_eq!(ended.output.text(), "listening\n");
    });
}

#[test]
fn s17_signals_that_are_ignored() {
    is_too_long("S17", "ignores_signals", "was stopped");
}

#[test]
fn s17_a_drop_that_blocks() {
    is_too_long("S17", "blocks_in_drop", "it used no CPU");
}

#[test]
fn s17_a_group_that_is_stopped() {
    is_too_long("S17", "signals_its_group", "it used no CPU");
}

#[cfg(target_os = "linux")]
#[test]
fn s17_the_shim_is_killed() {
    tried("S17", "kills_its_parent", || {
        let error = run_with("kills_its_parent", short(), &[]).unwrap_err();
        assert!(error.0.contains("does it kill processes?"), "{error}");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn s17_the_shim_is_stopped() {
    is_too_long("S17", "stops_its_parent", "was stopped");
}

#[test]
fn s17_a_wish_to_stop() {
    tried("S17", "a wish to stop", || {
        let stop = Stop::default();
        let program = Program::new(faulty(), &root(), Limits::of_a_program(None)).unwrap();
        let ended = program
            .args(["listens"])
            .until(&stop)
            .run(&mut |_| stop.now());
        let ended = ended.unwrap();
        assert_eq!(ended.killed, Some(Killed::Stopped));
        // What it had written is not lost.
        assert_eq!(ended.output.text(), "listening\n");
    });
}

#[test]
fn s18_output_at_the_end() {
    tried("S18", "prints_at_the_end", || {
        let ended = run("prints_at_the_end");
        assert_eq!(ended.trouble(), None);
        assert!(ended.output.text().contains("done\n"));
    });
}

/// How exactly a limit is kept, how soon a program is stopped, and what a run costs: printed, and not asserted.
#[test]
#[ignore = "measures: `cargo test --test faults -- --ignored --nocapture figures`"]
fn the_figures() {
    let times = |name: &str, measure: &dyn Fn() -> Duration| {
        let mut times: Vec<Duration> = (0..20).map(|_| measure()).collect();
        times.sort();
        println!("{name}: median {:?}, worst {:?}", times[10], times[19]);
    };
    times("an endless loop, after its limit of 800 ms", &|| {
        run_with("loops", short(), &[]).unwrap().wall - Duration::from_millis(800)
    });
    times("a wish to stop an endless output", &|| {
        let (stop, mut wanted) = (Stop::default(), None);
        let program = Program::new(faulty(), &root(), Limits::of_a_program(None)).unwrap();
        let ended = program.args(["prints"]).until(&stop).run(&mut |_| {
            stop.now();
            wanted.get_or_insert_with(Instant::now);
        });
        assert!(ended.is_ok());
        wanted.unwrap().elapsed()
    });
    times("a program that does nothing, guarded", &|| {
        let start = Instant::now();
        let program = Program::new(faulty(), &root(), limits()).unwrap();
        program.args(["quiet"]).run(&mut |_| {}).unwrap();
        start.elapsed()
    });
    times("the same, not guarded", &|| {
        let start = Instant::now();
        Command::new(faulty()).arg("quiet").output().unwrap();
        start.elapsed()
    });
}
