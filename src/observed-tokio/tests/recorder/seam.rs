//! The seam: all of Tokio can be reached through it, and without the launcher it changes nothing.

use super::recorded::{plain, program, root};
use observer::trace::Clock;
use observer::view::Outcome::Done;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Public in Tokio's builder, and not in ours: four that are deprecated, and four for features that are not turned on.
const LEFT_OUT: [&str; 8] = [
    "enable_metrics_poll_count_histogram",
    "metrics_poll_count_histogram_scale",
    "metrics_poll_count_histogram_resolution",
    "metrics_poll_count_histogram_buckets",
    "enable_io_uring",
    "track_task_schedule_latency",
    "enable_metrics_schedule_latency_histogram",
    "metrics_schedule_latency_histogram_configuration",
];

#[test]
fn the_builder_has_every_public_method_of_tokios() {
    let theirs = fs::read_to_string(tokio().join("src/runtime/builder.rs")).unwrap();
    let ours =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime.rs")).unwrap();
    let methods: Vec<&str> = public_methods(&theirs).collect();
    assert!(
        methods.len() > 30 && methods.contains(&"worker_threads"),
        "{methods:?}"
    );
    let is_ours = |name: &str| {
        ours.contains(&format!("pub fn {name}(")) || ours.contains(&format!("pub fn {name}<"))
    };
    // Those that only pass on stand in a list, without `pub fn`.
    let is_passed_on = |name: &str| {
        ours.lines()
            .any(|line| line.contains(&format!("{name}(")) && line.ends_with(");"))
    };
    let missing: Vec<&&str> = methods
        .iter()
        .filter(|name| !is_ours(name) && !is_passed_on(name) && !LEFT_OUT.contains(name))
        .collect();
    assert!(
        missing.is_empty(),
        "{missing:?} can be called on Tokio's builder, and not on ours"
    );
}

#[test]
fn the_runtime_has_every_public_method_of_tokios() {
    // All that borrow it are Tokio's own, by `Deref`; these take it, or make it.
    let theirs = fs::read_to_string(tokio().join("src/runtime/runtime.rs")).unwrap();
    let ours =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime.rs")).unwrap();
    let takes_it = |name: &&str| {
        let after = theirs.split(&format!("pub fn {name}")).nth(1).unwrap_or("");
        let arguments = after.split(')').next().unwrap_or("");
        !arguments.contains("&self")
    };
    for name in public_methods(&theirs).filter(takes_it).chain(["block_on"]) {
        assert!(ours.contains(&format!("pub fn {name}")), "{name}");
    }
}

/// The public functions that are in something, by their names.
fn public_methods(source: &str) -> impl Iterator<Item = &str> {
    let lines = source
        .lines()
        .filter(|line| line.starts_with(' '))
        .map(str::trim_start);
    let methods = lines.filter_map(|line| line.strip_prefix("pub fn "));
    methods.filter_map(|rest| rest.split(['(', '<']).next())
}

/// The folder of the Tokio that this workspace is built with.
fn tokio() -> PathBuf {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let tokio = packages
        .iter()
        .find(|package| package["name"] == "tokio")
        .unwrap();
    Path::new(tokio["manifest_path"].as_str().unwrap())
        .parent()
        .unwrap()
        .to_path_buf()
}

#[test]
fn without_the_launcher_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(plain("spawned", folder.path()), (String::new(), Some(0)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn without_the_launcher_the_runtime_is_the_one_that_the_program_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(plain("default_main", folder.path()).0, "MultiThread\n");
    assert_eq!(plain("paused_by_itself", folder.path()).0, "true\n");
    let start = std::time::Instant::now();
    assert_eq!(plain("select_loser", folder.path()).0, "fast\n");
    assert!(start.elapsed().as_millis() >= 300, "the clock was paused");
}

#[test]
fn the_launcher_chooses_the_threads_and_the_clock() {
    let said = |run: super::recorded::Recorded| run.output;
    assert_eq!(said(program("default_main").record()), "CurrentThread\n");
    assert_eq!(
        said(
            program("default_main")
                .clock(Clock::Real)
                .threads()
                .record()
        ),
        "MultiThread\n"
    );
    assert_eq!(
        said(program("paused_by_itself").clock(Clock::Real).record()),
        "false\n"
    );
}

#[test]
fn the_hooks_and_names_of_the_program_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let expected = "start worker-of-mine\n";
    let (output, code) = plain("thread_names", folder.path());
    assert!(
        output.starts_with(expected) && output.contains("stop") && code == Some(0),
        "{output}"
    );
    assert_eq!(
        output.contains("terminate"),
        cfg!(tokio_unstable),
        "{output}"
    );
    let run = program("thread_names")
        .clock(Clock::Real)
        .threads()
        .record();
    assert!(
        run.output.starts_with(expected) && run.output.contains("stop"),
        "{}",
        run.output
    );
    assert_eq!(
        run.output.contains("terminate"),
        cfg!(tokio_unstable),
        "{}",
        run.output
    );
    assert_eq!(run.outcome("works 1"), Done, "{run}");
}
