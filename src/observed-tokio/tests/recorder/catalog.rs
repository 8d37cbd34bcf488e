//! The rows of the catalogue that a plain run shows, each on its wrong programs; and the right programs, which no
//! finding may call a mistake.

use super::recorded::{Recorded, program};
use observer::catalog::{Caught, NEAR_MISSES, ROWS, Row};
use observer::findings::{self, How, Kind};
use observer::trace::Clock;
use std::collections::BTreeSet;
use std::thread;

/// On the paused clock a timeout does not come while the pool works.
const REAL: [&str; 1] = ["r66c_blocking_closure_goes_on"];

/// What a program computes takes no time on the paused clock.
const HYBRID: [&str; 5] = [
    "r14_join_of_computing",
    "r40_timeout_on_computing",
    "r66_blocking_sleep",
    "r66a_ready_things",
    "r66b_child_of_a_blocked_parent",
];

fn run(name: &'static str) -> Recorded {
    let clock = match name {
        name if REAL.contains(&name) => Clock::Real,
        name if HYBRID.contains(&name) => Clock::Hybrid,
        _ => Clock::Virtual,
    };
    program(name).clock(clock).record()
}

fn mistakes(run: &Recorded) -> Vec<String> {
    let findings = run.findings().into_iter();
    findings
        .filter(|finding| finding.kind == Kind::Mistake)
        .map(|finding| format!("{}: {}", finding.name, finding.message))
        .collect()
}

/// The names in the list of programs of a file.
fn listed(source: &'static str) -> Vec<&'static str> {
    let list = source.split_once("programs![").unwrap().1;
    let list = list.split_once(']').unwrap().0;
    list.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_wrong_program_is_named() {
    // Several at a time: one that never ends has a second before it is called so, and one on the real clock waits.
    let lots = ROWS.chunks(ROWS.len().div_ceil(4));
    let faults = thread::scope(|scope| {
        let lots: Vec<_> = lots
            .map(|rows| scope.spawn(|| rows.iter().flat_map(faults).collect::<Vec<String>>()))
            .collect();
        let faults = lots.into_iter().map(|lot| lot.join().unwrap());
        faults.flatten().collect()
    });
    none(faults);
}

/// What a run does not show of a row that it should.
fn faults(row: &Row) -> Vec<String> {
    let Caught::Trace(names) = row.caught else {
        return Vec::new();
    };
    assert!(!row.tried.is_empty(), "row {} was never tried", row.number);
    let mut faults = Vec::new();
    let mut unused: BTreeSet<&str> = names.iter().copied().collect();
    for program in row.tried {
        let run = run(program);
        let all = run.findings();
        let found = all.iter().filter(|f| names.contains(&f.name));
        let found: Vec<&findings::Finding> = found.collect();
        for finding in &found {
            unused.remove(finding.name);
            faults.extend(fault(program, finding));
        }
        if found.is_empty() {
            faults.push(format!("{program} is called {:#?}\n{run}", mistakes(&run)));
        }
    }
    let unused = unused.iter();
    faults.extend(unused.map(|name| format!("row {}: no {name}", row.number)));
    faults
}

/// A finding has a number and a place in the learner's source. What a panic means has no number: its text is the same
/// each time.
fn fault(program: &str, finding: &findings::Finding) -> Option<String> {
    let is_of_a_panic = matches!(finding.name, "poll_after_ready" | "runtime_misuse");
    let has_number = finding.message.contains(|c: char| c.is_ascii_digit());
    let is_placed = finding.at.as_ref().is_some_and(|at| !at.is_in_a_library());
    (!is_placed || !(has_number || is_of_a_panic))
        .then(|| format!("{program}: no number or no place in {finding:?}"))
}

#[test]
fn a_right_program_is_spared() {
    let programs = listed(include_str!("../../programs/right.rs"));
    assert!(programs.len() >= 60, "{}", programs.len());
    let mut faults = Vec::new();
    for name in programs {
        // Here what they compute takes time, so that nothing is spared for being unseen.
        let run = program(name).clock(Clock::Hybrid).record();
        let mistakes = mistakes(&run);
        if run.code != Some(0) || !mistakes.is_empty() {
            faults.push(format!("{name}: {mistakes:#?}\n{run}"));
        }
    }
    none(faults);
}

#[test]
fn each_finding_of_a_trace_has_two_near_misses() {
    let right: BTreeSet<&str> = listed(include_str!("../../programs/right.rs"))
        .into_iter()
        .collect();
    let of_a_trace =
        |entry: &&findings::Entry| entry.how == How::Trace && entry.kind == Kind::Mistake;
    for entry in findings::ALL.iter().filter(of_a_trace) {
        let (_, near) = NEAR_MISSES
            .iter()
            .find(|(name, _)| *name == entry.name)
            .unwrap_or_else(|| panic!("{} has no near misses", entry.name));
        assert!(near.len() >= 2, "{} has one near miss", entry.name);
        assert!(
            near.iter().all(|name| right.contains(name)),
            "{}: {near:?}",
            entry.name
        );
    }
}

#[test]
fn every_program_of_the_catalogue_is_in_a_row() {
    let tried: BTreeSet<&str> = ROWS
        .iter()
        .flat_map(|row| row.tried.iter().copied())
        .collect();
    let untried = listed(include_str!("../../programs/catalog.rs"))
        .into_iter()
        .filter(|name| !tried.contains(name));
    none(untried.map(|name| format!("{name} is in no row")).collect());
}
