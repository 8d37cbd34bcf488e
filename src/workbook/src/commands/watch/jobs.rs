//! The work that goes on beside the keys: a command of the launcher in a process of its own, which can be ended at any
//! moment, with everything that it has started.

use super::Event;
use super::fold::plain;
use colored::control::SHOULD_COLORIZE;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

/// More than this is not shown of what a command prints: nobody reads it, and it is laid out anew for each drawing.
const MOST: u64 = 256 << 10;

/// Starts commands of the launcher.
pub struct Jobs {
    launcher: PathBuf,
    root: PathBuf,
    tell: Sender<Event>,
    count: u64,
}

/// A command that is running. It is ended when this is dropped.
pub struct Job {
    number: u64,
    child: Child,
}

/// What a job tells.
pub enum Said {
    /// A line of its standard error, as it comes.
    Line(String),
    /// All of its standard output. It has ended.
    All(String),
}

impl Jobs {
    /// For commands on the workbook in `root`.
    pub fn new(root: &Path, tell: Sender<Event>) -> io::Result<Jobs> {
        Ok(Jobs {
            // Now: later another launcher may have been built in its place, and then its own name is not known.
            launcher: std::env::current_exe()?,
            root: root.to_path_buf(),
            tell,
            count: 0,
        })
    }

    /// Starts a command, which prints for a terminal of `columns` columns.
    pub fn start(&mut self, args: &[&str], columns: usize) -> io::Result<Job> {
        self.count += 1;
        let number = self.count;
        let mut command = Command::new(&self.launcher);
        command
            .args(args)
            .current_dir(&self.root)
            .env("COLUMNS", columns.to_string())
            // Open for as long as the job is wanted, and closed by the system when this process dies.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if SHOULD_COLORIZE.should_colorize() {
            command.env("CLICOLOR_FORCE", "1");
        }
        // Out of reach of the terminal's Ctrl-C, and to be ended with what it starts.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let tell = self.tell.clone();
        thread::spawn(move || hear(number, out, err, &tell));
        Ok(Job { number, child })
    }
}

impl Job {
    pub fn is(&self, number: u64) -> bool {
        self.number == number
    }

    /// How it ended, once it has said all.
    pub fn end(mut self) -> io::Result<ExitStatus> {
        self.child.wait()
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        // An error means that it has ended by itself just now.
        #[cfg(unix)]
        if let Ok(None) = self.child.try_wait() {
            let group = rustix::process::Pid::from_child(&self.child);
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Hears both streams to their ends.
fn hear(number: u64, out: Option<impl Read>, err: Option<impl Read + Send>, tell: &Sender<Event>) {
    let say = |said| drop(tell.send(Event::Job(number, said)));
    let text = thread::scope(|scope| {
        scope.spawn(|| {
            let lines = err
                .into_iter()
                .flat_map(|err| BufReader::new(err).split(b'\n'));
            lines
                .map_while(io::Result::ok)
                // A part of it may be the learner's words.
                .for_each(|line| say(Said::Line(plain(&line))));
        });
        let mut bytes = Vec::new();
        if let Some(mut out) = out {
            let _ = out.by_ref().take(MOST).read_to_end(&mut bytes);
            let _ = io::copy(&mut out, &mut io::sink());
        }
        String::from_utf8_lossy(&bytes).into_owned()
    });
    say(Said::All(text));
}
