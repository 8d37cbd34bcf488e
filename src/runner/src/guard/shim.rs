//! The process between the launcher and a program, and the launcher's hold on it.
//!
//! They share a socket. The launcher says one thing, "stop", by a byte or by dying; the shim says one thing, how the
//! program ended. The socket stands in the place of the stream that the program does not get from the launcher: of the
//! standard output where that is a file, else of the standard input.

use super::limits::Limits;
use super::tree;
pub(crate) use super::tree::kill_tagged;
use crate::error::{Error, Result};
use rustix::process::{Pid, Signal, kill_process, setsid};
use serde::{Deserialize, Serialize};
use std::ffi::{OsStr, OsString};
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The launcher's sub-command.
pub const COMMAND: &str = "shim";

/// The file that is the program's standard output, for the recorder too.
const STDOUT: &str = "WORKBOOK_STDOUT";
/// What the program may leave behind may end by itself for so long.
const PATIENCE: Duration = Duration::from_millis(200);
/// The shim answers within so long, unless the program starves it of the processor, as a fork bomb does.
const ANSWERS: Duration = Duration::from_millis(100);
/// In the place of a limit: what the program leaves behind stays, as a compiler's cache server does.
const LEAVES: &str = "leaves";

/// How a program ended, as the shim tells it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Report {
    /// It could not be started: the number of the system's error.
    NotStarted(i32),
    /// It ran.
    Ended {
        /// Its status, as `wait` gives it.
        status: i32,
        /// Milliseconds on a processor, its own and those of the processes that it waited for; where the system tells.
        cpu_ms: Option<u64>,
        /// Processes that it left behind.
        left: usize,
    },
}

impl Report {
    pub fn status(status: i32) -> ExitStatus {
        ExitStatus::from_raw(status)
    }
}

/// A program under a shim. Dropped, it is stopped.
pub(crate) struct Shim {
    child: Child,
    channel: UnixStream,
    said: Vec<u8>,
}

/// The command that runs a program under a shim: arguments and environment are the program's.
/// Without `limits` it is a tool, such as cargo, that may use and leave behind what it likes.
pub(crate) fn command(program: &OsStr, limits: Option<&Limits>) -> Result<Command> {
    let (launcher, name) = launcher()?;
    let mut command = Command::new(launcher);
    command.arg0(name).arg(COMMAND);
    match limits {
        Some(limits) => command.args(limits.words()),
        None => command.arg(LEAVES),
    };
    command.arg("--").arg(program);
    Ok(command)
}

/// The launcher, which is the shim as well: this program, or, where the runner is used by a test or by the book's
/// server, the one that cargo puts beside it.
fn launcher() -> Result<(PathBuf, &'static str)> {
    const NAME: &str = "workbook";
    let this =
        std::env::current_exe().map_err(|e| Error(format!("the launcher cannot be found: {e}")))?;
    let stem = this.file_stem().unwrap_or_default().to_string_lossy();
    // After a new build its name on Linux is `workbook (deleted)`; what runs can still be started.
    if stem == NAME || stem == "workbook (deleted)" {
        let running = Path::new("/proc/self/exe");
        let program = if running.exists() { running } else { &this };
        return Ok((program.into(), NAME));
    }
    let beside = this.ancestors().skip(1).take(2).map(|dir| dir.join(NAME));
    match beside.into_iter().find(|path| path.is_file()) {
        Some(path) => Ok((path, NAME)),
        None => Err(Error(
            "the launcher is not built: `cargo build --bin workbook` first".into(),
        )),
    }
}

impl Shim {
    /// Starts it. `stdout`, an existing file, becomes the program's standard output; then the standard input is the
    /// command's. Without it, it is the other way round, and there is no standard input.
    pub fn start(mut command: Command, stdout: Option<&Path>) -> io::Result<Shim> {
        let (channel, theirs) = UnixStream::pair()?;
        let theirs = Stdio::from(OwnedFd::from(theirs));
        match stdout {
            Some(path) => command.env(STDOUT, path).stdout(theirs),
            None => command.env_remove(STDOUT).stdin(theirs),
        };
        // The command goes at the end of this function, and with it our copy of their end: else it could not close.
        let child = command.spawn()?;
        Ok(Shim {
            child,
            channel,
            said: Vec::new(),
        })
    }

    /// What the caller asked to have piped.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for the program's end, for so long; `None` if it goes on.
    pub fn wait(&mut self, patience: Duration) -> io::Result<Option<Report>> {
        self.channel.set_read_timeout(Some(patience))?;
        let mut chunk = [0; 4096];
        loop {
            match self.channel.read(&mut chunk) {
                Ok(0) => return self.end().map(Some),
                Ok(length) => self.said.extend(&chunk[..length]),
                // The shim has ended, and did not come to hear that it should.
                Err(e) if e.kind() == ErrorKind::ConnectionReset => return self.end().map(Some),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Ok(None);
                }
                Err(e) => return Err(e),
            }
        }
    }

    /// How many processes the program has; where the system tells.
    pub fn processes(&self) -> usize {
        tree::below(Pid::from_child(&self.child)).len()
    }

    /// Stops the program, and says how it was.
    pub fn stop(&mut self) -> io::Result<Report> {
        // An error means that it has ended by itself just now.
        let _ = self.channel.write_all(b"s");
        let start = Instant::now();
        while start.elapsed() < tree::GIVES_UP {
            if let Some(report) = self.wait(ANSWERS)? {
                return Ok(report);
            }
            let shim = Pid::from_child(&self.child);
            tree::kill_below(shim);
            // The program may have stopped it.
            let _ = kill_process(shim, Signal::CONT);
        }
        self.child.kill()?;
        self.end()
    }

    fn end(&mut self) -> io::Result<Report> {
        let status = self.child.wait()?;
        serde_json::from_slice(&self.said)
            .map_err(|_| io::Error::other(format!("its shim ended with {status}")))
    }
}

impl Drop for Shim {
    fn drop(&mut self) {
        let _ = self.channel.shutdown(std::net::Shutdown::Both);
        let _ = self.child.wait();
    }
}

/// What the shim is asked to run.
struct Orders {
    limits: Limits,
    /// What the program leaves behind is killed.
    clears: bool,
    program: OsString,
    args: Vec<OsString>,
    stdout: Option<PathBuf>,
}

/// The sub-command: `shim [LIMIT=NUMBER… | leaves] -- PROGRAM [ARGS…]`. `args` are what follows `shim`.
pub fn main(args: impl Iterator<Item = OsString>) -> ExitCode {
    let orders = Orders::read(args).and_then(|orders| Ok((channel(&orders)?, orders)));
    match orders {
        Ok((channel, orders)) => {
            run(channel, &orders);
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("error: {why}; it is started by the launcher");
            ExitCode::from(2)
        }
    }
}

impl Orders {
    fn read(mut args: impl Iterator<Item = OsString>) -> std::result::Result<Orders, String> {
        let (mut limits, mut clears) = (Limits::default(), true);
        for word in args.by_ref().take_while(|word| word != "--") {
            match word.to_str() {
                Some(LEAVES) => clears = false,
                Some(word) if limits.hear(word) => {}
                _ => return Err(format!("the shim does not know {word:?}")),
            }
        }
        Ok(Orders {
            limits,
            clears,
            program: args.next().ok_or("the shim has no program to run")?,
            args: args.collect(),
            stdout: std::env::var_os(STDOUT).map(PathBuf::from),
        })
    }
}

/// The socket that stands in the place of one of our streams.
fn channel(orders: &Orders) -> std::result::Result<UnixStream, String> {
    let fd = match orders.stdout {
        Some(_) => io::stdout().as_fd().try_clone_to_owned(),
        None => io::stdin().as_fd().try_clone_to_owned(),
    };
    let channel = fd.map(UnixStream::from).map_err(|e| e.to_string())?;
    // Anything else than a socket says that it is none.
    channel
        .peer_addr()
        .map_err(|_| "the shim has no launcher")?;
    Ok(channel)
}

fn run(mut channel: UnixStream, orders: &Orders) {
    let _ = setsid();
    tree::adopt();
    orders.limits.lower();
    let report = match spawn(orders) {
        Ok(child) => watch(&channel, orders, child),
        Err(e) => not_started(e),
    };
    let said = serde_json::to_vec(&report).unwrap_or_default();
    if channel.write_all(&said).is_err() {
        // There is no launcher any more, which would have removed the folder of this run.
        let _ = orders
            .stdout
            .as_deref()
            .and_then(Path::parent)
            .map(std::fs::remove_dir_all);
    }
}

fn not_started(e: io::Error) -> Report {
    // Without a number it is an argument that no program can have, one with a zero byte.
    Report::NotStarted(
        e.raw_os_error()
            .unwrap_or(rustix::io::Errno::INVAL.raw_os_error()),
    )
}

fn spawn(orders: &Orders) -> io::Result<Child> {
    let mut command = Command::new(&orders.program);
    // A group of its own: a program that signals its group signals itself, not the shim.
    command.args(&orders.args).process_group(0);
    match &orders.stdout {
        Some(path) => command.stdout(OpenOptions::new().append(true).open(path)?),
        None => command.stdin(Stdio::null()),
    };
    command.spawn()
}

/// Waits for the end of the program, or for the launcher's word, and is rid of all that is left.
fn watch(channel: &UnixStream, orders: &Orders, mut child: Child) -> Report {
    let leader = Pid::from_child(&child);
    let is_stopped = Arc::new(AtomicBool::new(false));
    if let Ok(channel) = channel.try_clone() {
        let is_stopped = is_stopped.clone();
        thread::spawn(move || {
            hear_to_stop(channel);
            is_stopped.store(true, Ordering::SeqCst);
            tree::kill(leader);
        });
    }
    let status = match child.wait() {
        Ok(status) => status.into_raw(),
        Err(e) => return not_started(e),
    };
    let left = match (is_stopped.load(Ordering::SeqCst), orders.clears) {
        (true, _) => {
            tree::clear(leader, Duration::ZERO);
            0
        }
        (false, true) => tree::clear(leader, PATIENCE),
        (false, false) => 0,
    };
    Report::Ended {
        status,
        cpu_ms: cpu_ms(),
        left,
    }
}

/// Waits for the launcher's word, or its death.
fn hear_to_stop(mut channel: UnixStream) {
    while matches!(channel.read(&mut [0]), Err(e) if e.kind() == ErrorKind::Interrupted) {}
}

/// The time on a processor of all that this process has waited for: fields 16 and 17 of `/proc/self/stat`, in
/// hundredths of a second (`man proc_pid_stat`; the unit is 1/100 s on every Linux of today).
fn cpu_ms() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |i: usize| fields.get(i)?.parse::<u64>().ok();
    // The first field after the name is field 3.
    Some((ticks(13)? + ticks(14)?) * 10)
}
