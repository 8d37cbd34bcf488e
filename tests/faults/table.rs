//! Counts the faults that were tried.

use crate::support::root;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Tries a fixture of a row, such as `S1`, and notes whether it was survived.
pub fn tried(row: &str, fixture: &str, survive: impl FnOnce()) {
    let outcome = catch_unwind(AssertUnwindSafe(survive));
    note(
        row,
        fixture,
        if outcome.is_ok() {
            "survived"
        } else {
            "not survived"
        },
        "",
    );
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Notes a fixture that cannot be tried on this machine, and why.
pub fn skipped(row: &str, fixture: &str, why: &str) {
    note(row, fixture, "skipped", why);
}

fn note(row: &str, fixture: &str, outcome: &str, why: &str) {
    let line = json!({ "row": row, "fixture": fixture, "outcome": outcome, "why": why });
    let path = root().join("target/faults.jsonl");
    let file = OpenOptions::new().create(true).append(true).open(path);
    // One write a line: tests of one program run at the same time.
    file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()))
        .unwrap();
}

/// The last outcome of each fixture counts.
#[test]
#[ignore = "prints the table of the last run"]
fn table() {
    let text = fs::read_to_string(root().join("target/faults.jsonl")).unwrap_or_default();
    let mut last: BTreeMap<(String, String), (String, String)> = BTreeMap::new();
    for line in text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        let of = |key: &str| line[key].as_str().unwrap_or_default().to_string();
        last.insert((of("row"), of("fixture")), (of("outcome"), of("why")));
    }
    for ((row, fixture), (outcome, why)) in &last {
        println!("{row:4} {outcome:13} {fixture} {why}");
    }
    let count = |outcome: &str| last.values().filter(|(o, _)| o == outcome).count();
    let rows: std::collections::BTreeSet<&String> = last
        .iter()
        .filter(|(_, (o, _))| o != "skipped")
        .map(|((row, _), _)| row)
        .collect();
    println!(
        "{} rows, {} fixtures tried: {} survived, {} not; {} skipped",
        rows.len(),
        count("survived") + count("not survived"),
        count("survived"),
        count("not survived"),
        count("skipped")
    );
    assert_eq!(count("not survived"), 0);
}
