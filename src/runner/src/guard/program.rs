//! One run of one program, with its standard output in a file, so that the recorder can tell who said what, and so
//! that nothing is lost when it is killed.

use super::output::{Kept, MOST_OUTPUT, Tail};
use super::shim::{self, Report, Shim};
use super::{Limits, Stop};
use crate::error::{Error, Result};
use observer::trace::Clock;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How often a running program's output is looked at.
const TICK: Duration = Duration::from_millis(15);
/// How often its processes are counted, which takes some milliseconds.
const COUNT: Duration = Duration::from_millis(200);
/// After the end of a program and of all that it started, its standard error is at its end too; unless a process got
/// away, which is not waited for.
const LAST_WORDS: Duration = Duration::from_millis(200);
/// The recorder empties its buffer 40 times a second: a program that somebody stops may do so once more.
const LAST_RECORDS: Duration = Duration::from_millis(60);
/// So many pieces of its standard error wait to be heard.
const PIECES: usize = 16;
/// A trace is read so far. The recorder stops long before.
const MOST_TRACE: u64 = 64 << 20;

/// A program to run, and how.
#[derive(Debug)]
pub struct Program {
    executable: PathBuf,
    args: Vec<OsString>,
    environment: Vec<(String, OsString)>,
    limits: Limits,
    dir: tempfile::TempDir,
    nonce: String,
    stop: Stop,
    reads_the_terminal: bool,
}

/// What came of a program.
#[derive(Debug)]
pub struct Ended {
    /// Its exit status.
    pub status: ExitStatus,
    /// For how long it ran.
    pub wall: Duration,
    /// For how long it was on a processor, all its processes together; where the system tells.
    pub cpu: Option<Duration>,
    /// What it wrote to its standard output.
    pub output: Kept,
    /// What it wrote to its standard error.
    pub errors: String,
    /// Its trace, as it was written; empty if it made none.
    pub trace: String,
    /// Why it was killed, if it was.
    pub killed: Option<Killed>,
    /// How many processes it left behind, which were killed then.
    pub left: usize,
    /// The number that its end record must bear.
    pub nonce: String,
}

/// Why a program was killed, or would have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Killed {
    /// It ran for longer than it may.
    Time(Duration),
    /// It wrote more than it may. It may have ended by itself before that was seen.
    Output,
    /// It had more processes than it may.
    Processes,
    /// Somebody wanted it to stop.
    Stopped,
}

/// What is heard of a program while it runs.
#[derive(Debug, Clone, Copy)]
pub enum Heard<'a> {
    /// On its standard output.
    Output(&'a [u8]),
    /// On its standard error.
    Errors(&'a [u8]),
}

impl Program {
    /// A program that is recorded. `root` is the folder that the compiler's paths begin at.
    pub fn new(executable: &Path, root: &Path, limits: Limits) -> Result<Program> {
        let dir = tempfile::tempdir()
            .map_err(|e| Error(format!("no temporary folder can be made: {e}")))?;
        let nonce = nonce();
        let environment = vec![
            (
                "WORKBOOK_TRACE".into(),
                dir.path().join("trace.jsonl").into(),
            ),
            ("WORKBOOK_NONCE".into(), nonce.clone().into()),
            ("WORKBOOK_ROOT".into(), root.into()),
            // A backtrace of each failed assertion tells a learner nothing, and made 339 answers take 17 s, not 0.8 s.
            ("RUST_BACKTRACE".into(), "0".into()),
        ];
        Ok(Program {
            executable: executable.into(),
            args: Vec::new(),
            environment,
            limits,
            dir,
            nonce,
            stop: Stop::default(),
            reads_the_terminal: false,
        })
    }

    /// Adds arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Program {
        self.args
            .extend(args.into_iter().map(|arg| arg.as_ref().into()));
        self
    }

    /// Sets the clock, and with one thread makes every runtime a current-thread one.
    pub fn clock(mut self, clock: Clock, threads: usize) -> Program {
        self = self.env("WORKBOOK_CLOCK", clock.to_string());
        match threads {
            1 => self.env("WORKBOOK_THREADS", "1"),
            _ => self,
        }
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Program {
        self.environment.push((name.into(), value.as_ref().into()));
        self
    }

    /// The program may read what the launcher may read.
    pub fn reads_the_terminal(mut self) -> Program {
        self.reads_the_terminal = true;
        self
    }

    /// It is stopped when this is wanted.
    pub fn until(mut self, stop: &Stop) -> Program {
        self.stop = stop.clone();
        self
    }

    /// Runs it to its end, or to one of its limits. `hear` gets what it writes as it comes.
    pub fn run(self, hear: &mut dyn FnMut(Heard<'_>)) -> Result<Ended> {
        let stdout = self.dir.path().join("stdout");
        File::create(&stdout).map_err(|e| Error::of_file("write", &stdout, e))?;
        let start = Instant::now();
        let mut running = Running {
            shim: Shim::start(self.command()?, Some(&stdout)).map_err(|e| self.cannot_start(e))?,
            tail: Tail::open(&stdout)?,
            errors: Kept::default(),
            complaints: None,
        };
        running.complaints = running.shim.child().stderr.take().map(listen);
        let ended = running.wait(start, &self.limits, &self.stop, hear);
        let (report, killed) = ended.map_err(|e| self.lost(e))?;
        let wall = start.elapsed();
        running.hear_the_rest(hear);
        // Who ends before it is seen has written too much as well: what is said must not depend on who is first.
        let killed = killed.or(running.has_written_too_much().then_some(Killed::Output));
        self.has_room()?;
        match report {
            Report::NotStarted(code) => {
                Err(self.cannot_start(std::io::Error::from_raw_os_error(code)))
            }
            Report::Ended {
                status,
                cpu_ms,
                left,
            } => Ok(Ended {
                status: Report::status(status),
                wall,
                cpu: cpu_ms.map(Duration::from_millis),
                output: running.tail.kept,
                errors: running.errors.text(),
                trace: self.trace(),
                killed,
                left,
                nonce: self.nonce,
            }),
        }
    }

    fn command(&self) -> Result<Command> {
        let mut command = shim::command(self.executable.as_os_str(), Some(&self.limits))?;
        command.args(&self.args);
        // They change what the test harness does: how many threads, which order, what it prints.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("RUST_TEST_") {
                command.env_remove(name);
            }
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stderr(Stdio::piped());
        match self.reads_the_terminal {
            true => command.stdin(Stdio::inherit()),
            false => command.stdin(Stdio::null()),
        };
        Ok(command)
    }

    /// On a full disk a program loses output and trace, and seems to have failed.
    fn has_room(&self) -> Result<()> {
        let room = std::fs::write(self.dir.path().join("room"), [0; 4096]);
        let parent = self.dir.path().parent().unwrap_or(Path::new("/")).display();
        room.map_err(|e| {
            Error(format!(
                "the temporary folder {parent} has no room: {e}; free some of it, or set TMPDIR to another"
            ))
        })
    }

    fn cannot_start(&self, why: impl std::fmt::Display) -> Error {
        Error(format!(
            "{} cannot be started: {why}",
            self.executable.display()
        ))
    }

    /// Its shim has gone without a word: what it watched over is found by its number.
    fn lost(&self, why: impl std::fmt::Display) -> Error {
        shim::kill_tagged(&format!("WORKBOOK_NONCE={}", self.nonce));
        Error(format!(
            "{} was lost: {why}; does it kill processes?",
            self.executable.display()
        ))
    }

    fn trace(&self) -> String {
        let mut bytes = Vec::new();
        if let Ok(file) = File::open(self.dir.path().join("trace.jsonl")) {
            let _ = file.take(MOST_TRACE).read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A program that runs.
struct Running {
    shim: Shim,
    tail: Tail,
    errors: Kept,
    complaints: Option<Receiver<Vec<u8>>>,
}

impl Running {
    /// Waits for the end, or makes it.
    fn wait(
        &mut self,
        start: Instant,
        limits: &Limits,
        stop: &Stop,
        hear: &mut dyn FnMut(Heard<'_>),
    ) -> std::io::Result<(Report, Option<Killed>)> {
        let mut counted = start;
        loop {
            let rest = limits
                .wall
                .map(|limit| limit.saturating_sub(start.elapsed()));
            let pause = rest.unwrap_or(TICK).clamp(Duration::from_millis(1), TICK);
            if let Some(report) = self.shim.wait(pause)? {
                return Ok((report, None));
            }
            self.hear(hear);
            if stop.is_wanted()
                && let Some(report) = self.shim.wait(LAST_RECORDS)?
            {
                return Ok((report, None));
            }
            let killed = match limits.wall {
                _ if stop.is_wanted() => Killed::Stopped,
                _ if self.has_written_too_much() => Killed::Output,
                Some(limit) if start.elapsed() >= limit => Killed::Time(limit),
                _ if self.is_crowded(&mut counted, limits) => Killed::Processes,
                _ => continue,
            };
            return Ok((self.shim.stop()?, Some(killed)));
        }
    }

    fn has_written_too_much(&self) -> bool {
        self.tail.kept.total() + self.errors.total() > MOST_OUTPUT
    }

    /// Whether it has too many processes. They are counted every so often.
    fn is_crowded(&self, counted: &mut Instant, limits: &Limits) -> bool {
        let Some(most) = limits.processes.filter(|_| counted.elapsed() >= COUNT) else {
            return false;
        };
        let is_crowded = self.shim.processes() > most;
        *counted = Instant::now();
        is_crowded
    }

    fn hear(&mut self, hear: &mut dyn FnMut(Heard<'_>)) {
        self.tail.hear(&mut |bytes| hear(Heard::Output(bytes)));
        // No more than what waits: of a program that complains without an end it would never be all.
        for bytes in self
            .complaints
            .iter()
            .flat_map(Receiver::try_iter)
            .take(PIECES)
        {
            self.errors.push(&bytes);
            hear(Heard::Errors(&bytes));
        }
    }

    fn hear_the_rest(&mut self, hear: &mut dyn FnMut(Heard<'_>)) {
        self.hear(hear);
        let Some(complaints) = self.complaints.take() else {
            return;
        };
        let start = Instant::now();
        loop {
            match complaints.recv_timeout(LAST_WORDS.saturating_sub(start.elapsed())) {
                Ok(bytes) => {
                    self.errors.push(&bytes);
                    hear(Heard::Errors(&bytes));
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

/// Reads a stream in a thread of its own. A few pieces wait to be heard; then the program waits.
fn listen(mut stream: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(PIECES);
    thread::spawn(move || {
        let mut chunk = [0; 16 << 10];
        while let Ok(length @ 1..) = stream.read(&mut chunk) {
            if sender.send(chunk[..length].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}

/// A number that no other run has. It guards against accidents, not against an attack.
fn nonce() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_nanos();
    format!(
        "{:x}-{now:x}-{:x}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    )
}
