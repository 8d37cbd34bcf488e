//! Runs one of the programs with the recorder, as the launcher does.

use observer::findings::{self, Finding, Kind};
use observer::trace::{Clock, Trace};
use observer::view::{Lane, Outcome, Sources, View};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, thread};

/// A run that was recorded.
pub struct Recorded {
    pub view: View,
    pub trace: String,
    pub output: String,
    pub stderr: String,
    pub code: Option<i32>,
}

/// How a program is to be run.
pub struct Recording {
    program: &'static str,
    clock: Option<Clock>,
    threads: bool,
}
