//! A run that neither ends nor waits ends the process, with the number of the run.

use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

#[test]
#[ignore = "the program that the other test runs"]
fn spins() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    trials::schedules("broken_invariant", async || {
        let is_third = RUNS.fetch_add(1, Relaxed) == 2;
        while std::hint::black_box(is_third) {}
    });
}

#[test]
fn a_run_without_an_end_is_named() {
    let said = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "spins", "--ignored"])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&said.stderr);
    assert_eq!(said.status.code(), Some(101), "{errors}");
    let expected = "trials: livelock: passes by luck: it does not end with seed 2 of 200\n";
    assert!(errors.starts_with(expected), "{errors}");
}
