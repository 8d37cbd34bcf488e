//! Runs the tools that build, cargo and rustc: without limits, since only they know what they need, but under a shim,
//! so that they end with the launcher, and when there is a wish to stop.

use crate::error::{Error, Result};
use crate::guard::Stop;
use crate::guard::shim::{self, Report, Shim};
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// How often a wish to stop is looked for. And so long a stream may stay open after the end of the tool: a cache
/// server that it has started may hold it for ever.
const TICK: Duration = Duration::from_millis(20);
/// The longest line of cargo's is an error about a type with many parameters: some hundred kilobytes.
const LONGEST_LINE: u64 = 4 << 20;

/// A line that a tool writes.
#[derive(Debug, Clone)]
pub enum Line {
    /// On its standard output.
    Output(Vec<u8>),
    /// On its standard error.
    Errors(Vec<u8>),
}

/// The command that runs a tool; arguments and environment are the tool's.
pub fn command(program: &OsStr) -> Result<Command> {
    shim::command(program, None)
}

/// Runs such a command to its end.
pub fn run(mut command: Command, stop: &Stop, hear: &mut dyn FnMut(Line)) -> Result<ExitStatus> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let lost = |e: io::Error| Error(format!("the build was lost: {e}"));
    let mut shim = Shim::start(command, None).map_err(not_started)?;
    let child = shim.child();
    let (sender, lines) = sync_channel(64);
    if let Some(stdout) = child.stdout.take() {
        let sender = sender.clone();
        thread::spawn(move || each_line(stdout, &|line| sender.send(Line::Output(line)).is_ok()));
    }
    if let Some(stderr) = child.stderr.take() {
        thread::spawn(move || each_line(stderr, &|line| sender.send(Line::Errors(line)).is_ok()));
    }
    let mut ended = None;
    loop {
        if stop.is_wanted() {
            shim.stop().map_err(lost)?;
            return Err(Error("the build was stopped".into()));
        }
        match (lines.recv_timeout(TICK), ended) {
            (Ok(line), _) => hear(line),
            (Err(_), Some(status)) => return Ok(status),
            (Err(RecvTimeoutError::Timeout), None) => {
                ended = status(shim.wait(Duration::from_millis(1)).map_err(lost)?)?;
            }
            (Err(RecvTimeoutError::Disconnected), None) => {
                ended = status(shim.wait(TICK).map_err(lost)?)?;
            }
        }
    }
}

fn status(report: Option<Report>) -> Result<Option<ExitStatus>> {
    match report {
        None => Ok(None),
        Some(Report::Ended { status, .. }) => Ok(Some(Report::status(status))),
        Some(Report::NotStarted(code)) => Err(not_started(io::Error::from_raw_os_error(code))),
    }
}

fn not_started(e: io::Error) -> Error {
    Error(match e.kind() {
        io::ErrorKind::NotFound => {
            "cargo was not found: install Rust from https://rustup.rs".into()
        }
        _ => format!("cargo could not be started: {e}"),
    })
}

/// Hands on the lines of a stream, as long as they are wanted. What is longer than any line of a tool's is cut.
fn each_line(stream: impl Read, take: &dyn Fn(Vec<u8>) -> bool) {
    let mut stream = BufReader::new(stream);
    loop {
        let mut line = Vec::new();
        match stream
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
        {
            Ok(1..) if take(line) => {}
            _ => return,
        }
    }
}
