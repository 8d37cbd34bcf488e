//! Runs a program that may be wrong in every way: with a limit on its time and on its output, and with its standard
//! output in a file, so that the recorder can tell who said what, and so that nothing is lost when it is killed.

use crate::error::{Error, Result};
use observer::trace::Clock;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// More output than this is a loop without an end.
pub const MOST_OUTPUT: u64 = 16 << 20;

/// A program to run, and how.
#[derive(Debug)]
pub struct Program {
    command: Command,
    limit: Duration,
    dir: tempfile::TempDir,
    nonce: String,
    shows_errors: bool,
}

/// What came of a program.
#[derive(Debug)]
pub struct Ended {
    /// Its exit status.
    pub status: ExitStatus,
    /// For how long it ran.
    pub wall: Duration,
    /// What it wrote to its standard output.
    pub output: Vec<u8>,
    /// What it wrote to its standard error, unless that was shown as it came.
    pub errors: String,
    /// Its trace, as it was written; empty if it made none.
    pub trace: String,
    /// Why it was killed, if it was.
    pub killed: Option<Killed>,
    /// The number that its end record must bear.
    pub nonce: String,
}

/// Why a program was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Killed {
    /// It ran for longer than it may.
    Time(Duration),
    /// It wrote more than it may.
    Output,
}

impl Program {
    /// A program that is recorded. `root` is the folder that the compiler's paths begin at; `limit` is wall time.
    pub fn new(executable: &Path, root: &Path, limit: Duration) -> Result<Program> {
        let dir = tempfile::tempdir()
            .map_err(|e| Error(format!("no temporary folder can be made: {e}")))?;
        let nonce = nonce();
        let mut command = Command::new(executable);
        command
            .stdin(Stdio::null())
            .env("WORKBOOK_TRACE", dir.path().join("trace.jsonl"))
            .env("WORKBOOK_STDOUT", dir.path().join("stdout"))
            .env("WORKBOOK_NONCE", &nonce)
            .env("WORKBOOK_ROOT", root)
            // A backtrace of each failed assertion tells a learner nothing, and made 339 answers take 17 s, not 0.8 s.
            .env("RUST_BACKTRACE", "0");
        Ok(Program {
            command,
            limit,
            dir,
            nonce,
            shows_errors: false,
        })
    }

    /// Adds arguments.
    pub fn args<S: AsRef<std::ffi::OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Program {
        self.command.args(args);
        self
    }

    /// Sets the clock, and with one thread makes every runtime a current-thread one.
    pub fn clock(mut self, clock: Clock, threads: usize) -> Program {
        self.command.env("WORKBOOK_CLOCK", clock.to_string());
        if threads == 1 {
            self.command.env("WORKBOOK_THREADS", "1");
        }
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Program {
        self.command.env(name, value);
        self
    }

    /// For a person: the program may read the terminal, and what it writes to its standard error is shown as it comes.
    pub fn in_the_open(mut self) -> Program {
        self.command.stdin(Stdio::inherit());
        self.shows_errors = true;
        self
    }

    /// Runs it to its end, or to its limit. `hear` gets its output as it comes, and every so often nothing.
    pub fn run(mut self, hear: &mut dyn FnMut(&[u8])) -> Result<Ended> {
        let stdout = self.dir.path().join("stdout");
        let append = OpenOptions::new().create(true).append(true).open(&stdout);
        let append = append.map_err(|e| Error::of_file("write", &stdout, e))?;
        self.command.stdout(append);
        self.command.stderr(if self.shows_errors {
            Stdio::inherit()
        } else {
            Stdio::piped()
        });
        let start = Instant::now();
        let mut child = self.command.spawn().map_err(|e| {
            Error(format!(
                "{} cannot be started: {e}",
                Path::new(self.command.get_program()).display()
            ))
        })?;
        let errors = child
            .stderr
            .take()
            .map(|stderr| thread::spawn(move || head(stderr)));
        let mut tail = Tail::open(&stdout)?;
        let (status, killed) = wait(&mut child, start, self.limit, &mut tail, hear)?;
        tail.hear(hear);
        Ok(Ended {
            status,
            wall: start.elapsed(),
            output: tail.heard,
            errors: errors
                .and_then(|thread| thread.join().ok())
                .unwrap_or_default(),
            trace: std::fs::read_to_string(self.dir.path().join("trace.jsonl")).unwrap_or_default(),
            killed,
            nonce: self.nonce,
        })
    }
}

/// Waits for the end, or makes it.
fn wait(
    child: &mut Child,
    start: Instant,
    limit: Duration,
    tail: &mut Tail,
    hear: &mut dyn FnMut(&[u8]),
) -> Result<(ExitStatus, Option<Killed>)> {
    let lost = |e: std::io::Error| Error(format!("the program was lost: {e}"));
    // Most tests end within a few milliseconds: look often at first, then less and less.
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(status) = child.try_wait().map_err(lost)? {
            return Ok((status, None));
        }
        thread::sleep(pause);
        pause = (pause * 3 / 2).min(Duration::from_millis(15));
        tail.hear(hear);
        let killed = match tail.at {
            _ if start.elapsed() >= limit => Killed::Time(limit),
            at if at > MOST_OUTPUT => Killed::Output,
            _ => continue,
        };
        // An error means that it has ended by itself just now.
        let _ = child.kill();
        return Ok((child.wait().map_err(lost)?, Some(killed)));
    }
}

/// Follows a file that grows.
struct Tail {
    file: File,
    at: u64,
    heard: Vec<u8>,
}

impl Tail {
    fn open(path: &PathBuf) -> Result<Tail> {
        let file = File::open(path).map_err(|e| Error::of_file("read", path, e))?;
        Ok(Tail {
            file,
            at: 0,
            heard: Vec::new(),
        })
    }

    fn hear(&mut self, hear: &mut dyn FnMut(&[u8])) {
        let before = self.heard.len();
        let room = (MOST_OUTPUT + 1).saturating_sub(self.at);
        if self.file.seek(SeekFrom::Start(self.at)).is_ok() {
            let read = self
                .file
                .by_ref()
                .take(room)
                .read_to_end(&mut self.heard)
                .unwrap_or(0);
            self.at += read as u64;
        }
        hear(&self.heard[before..]);
    }
}

/// The beginning of what a program complains of; the rest is read, so that it need not wait, and forgotten.
fn head(mut stream: impl Read) -> String {
    let mut kept = Vec::new();
    let _ = stream.by_ref().take(1 << 18).read_to_end(&mut kept);
    let _ = std::io::copy(&mut stream, &mut std::io::sink());
    String::from_utf8_lossy(&kept).into_owned()
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
