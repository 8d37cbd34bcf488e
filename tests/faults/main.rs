//! Faults, one test each, named by the row of the fault table and the fixture: what the learner's code, the build, the
//! saved progress, the terminal and the watching can do wrong, and what the workbook must do then.
//!
//! Each test writes a line to `target/faults.jsonl`. The table of what was tried, survived and left out:
//! `cargo test --test faults && cargo test --test faults -- --ignored --nocapture table`

#[path = "../support/mod.rs"]
mod support;

mod build;
mod code;
mod luck;
mod progress;
mod small;
mod table;
mod terminal;
mod watch;
mod watched;
