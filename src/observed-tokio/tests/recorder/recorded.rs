//! Runs one of the programs with the recorder, as the launcher does.

use observer::findings::{self, Finding};
use observer::trace::{Clock, Record, Trace};
use observer::view::{Lane, Outcome, Sources, View};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// No program takes longer, unless it hangs.
const LONGEST: Duration = Duration::from_secs(30);

/// How a program is to be run.
pub struct Program {
    name: &'static str,
    clock: Clock,
    one_thread: bool,
}

/// A program that was recorded.
pub struct Recorded {
    pub view: View,
    pub trace: Trace,
    pub trace_text: String,
    pub output: String,
    pub errors: String,
    pub code: Option<i32>,
}

/// The program of this name, on the virtual clock and one thread.
pub fn program(name: &'static str) -> Program {
    Program {
        name,
        clock: Clock::Virtual,
        one_thread: true,
    }
}

/// Runs the program of this name on the virtual clock and one thread.
pub fn record(name: &'static str) -> Recorded {
    program(name).record()
}

impl Program {
    pub fn clock(mut self, clock: Clock) -> Program {
        self.clock = clock;
        self
    }

    pub fn threads(mut self) -> Program {
        self.one_thread = false;
        self
    }

    pub fn record(self) -> Recorded {
        let folder = tempfile::tempdir().unwrap();
        let (trace, output, errors) = (
            folder.path().join("trace"),
            folder.path().join("output"),
            folder.path().join("errors"),
        );
        File::create(&output).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_recorder_programs"));
        command
            .arg(self.name)
            .env("WORKBOOK_TRACE", &trace)
            .env("WORKBOOK_STDOUT", &output)
            .env("WORKBOOK_NONCE", "4711")
            .env("WORKBOOK_CLOCK", self.clock.to_string())
            .env("WORKBOOK_THREADS", if self.one_thread { "1" } else { "" })
            .env("WORKBOOK_ROOT", root())
            .stdout(File::options().append(true).open(&output).unwrap())
            .stderr(File::create(&errors).unwrap());
        let code = wait(command.spawn().unwrap());
        let trace_text = fs::read_to_string(&trace).unwrap();
        let output = fs::read(&output).unwrap();
        let trace = Trace::parse(&trace_text).unwrap();
        Recorded {
            view: View::new(&trace, &output, &sources()),
            trace,
            trace_text,
            output: String::from_utf8(output).unwrap(),
            errors: fs::read_to_string(&errors).unwrap(),
            code,
        }
    }
}

impl Recorded {
    /// The lane with this label.
    pub fn lane(&self, label: &str) -> &Lane {
        let found: Vec<&Lane> = self
            .view
            .lanes
            .iter()
            .filter(|lane| lane.label() == label)
            .collect();
        let [lane] = found[..] else {
            panic!("{} lanes are `{label}`:\n{self}", found.len())
        };
        lane
    }

    pub fn outcome(&self, label: &str) -> Outcome {
        self.lane(label).outcome
    }

    pub fn findings(&self) -> Vec<Finding> {
        findings::find(&self.view)
    }

    /// The messages of the findings of this name.
    pub fn found(&self, name: &str) -> Vec<String> {
        assert!(
            findings::ALL.iter().any(|entry| entry.name == name),
            "`{name}` is no finding"
        );
        self.findings()
            .into_iter()
            .filter(|finding| finding.name == name)
            .map(|finding| finding.message)
            .collect()
    }

    /// The story, one `who: what` for each line, without times.
    pub fn story(&self) -> Vec<String> {
        let story = observer::draw::story::tell(&self.view);
        story
            .iter()
            .map(|told| format!("{}: {}", self.view.who(told.lane), told.what.join(", ")))
            .collect()
    }

    /// The records, each by its kind.
    pub fn exits(&self) -> usize {
        self.trace
            .records
            .iter()
            .filter(|record| matches!(record, Record::Exit { .. }))
            .count()
    }
}

impl std::fmt::Display for Recorded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let page = observer::draw::text::Page {
            width: 100,
            unicode: true,
        };
        write!(
            f,
            "{}",
            observer::draw::gantt::draw(&self.view, "run", page)
        )?;
        write!(f, "exit status {:?}\n{}", self.code, self.errors)
    }
}

/// Where the compiler's paths begin.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The exit status, if the program ends in time.
pub fn wait(mut child: Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < LONGEST {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    panic!("the program did not end");
}

/// Starts a program on the virtual clock. Its trace is the file `trace` of the folder; its output goes nowhere.
pub fn start(name: &str, folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recorder_programs"));
    command
        .arg(name)
        .env("WORKBOOK_TRACE", folder.join("trace"))
        .env("WORKBOOK_CLOCK", "virtual");
    command
        .env("WORKBOOK_THREADS", "1")
        .env("WORKBOOK_ROOT", root());
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A program without any of the launcher's settings: what it prints, and its status.
pub fn plain(name: &str, folder: &Path) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recorder_programs"));
    for setting in ["TRACE", "STDOUT", "NONCE", "CLOCK", "THREADS", "ROOT"] {
        command.env_remove(format!("WORKBOOK_{setting}"));
    }
    let output = command
        .arg(name)
        .current_dir(folder)
        .stderr(Stdio::null())
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code(),
    )
}

fn sources() -> Sources {
    let mut sources = Sources::default();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/programs")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        sources.add(&name, fs::read_to_string(path).unwrap());
    }
    sources
}
