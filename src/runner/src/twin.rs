//! Runs a lesson's twin, the same program in Python's asyncio.

use crate::catalog::{Lesson, Workbook};
use crate::error::Result;
use crate::guard::{self, Heard, Limits, Program};
use crate::run::{self, Run};
use observer::trace::Clock;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs a program on a clock of asyncio's own, or on the one on the wall, and records it.
const RECORDER: &str = include_str!("twin.py");

/// The first version with `asyncio.TaskGroup` and `asyncio.timeout`.
const OLDEST: (u32, u32) = (3, 11);

/// The names of the newer ones, where several are installed.
const NEWER: [&str; 4] = ["python3.11", "python3.12", "python3.13", "python3.14"];

/// A Python that can run the twins.
#[derive(Debug, Clone)]
pub struct Python {
    /// As it is called by hand.
    name: String,
    /// Where it is. What bears its name may be a script that looks for it anew each time, as pyenv's is, for longer
    /// than a twin runs.
    program: PathBuf,
    /// Its version: major and minor.
    pub version: (u32, u32),
}

impl Python {
    /// The first Python on the path that is new enough; else one line on what there is.
    pub fn find() -> std::result::Result<Python, String> {
        let found: Vec<Python> = ["python3", "python"]
            .iter()
            .filter_map(|program| Python::ask(program))
            .collect();
        match (
            found.iter().find(|python| python.version >= OLDEST),
            found.first(),
        ) {
            (Some(python), _) => Ok(python.clone()),
            (None, Some(old)) => {
                let ((major, minor), (need_major, need_minor)) = (old.version, OLDEST);
                Err(format!(
                    "Python is {major}.{minor}; the twins need {need_major}.{need_minor} or later"
                ))
            }
            (None, None) => Err("Python was not found; the twins need 3.11 or later".into()),
        }
    }

    /// Every Python on the path that is new enough, one of each version.
    pub fn all() -> Vec<Python> {
        let mut all: Vec<Python> = ["python3", "python"]
            .iter()
            .chain(&NEWER)
            .filter_map(|program| Python::ask(program))
            .filter(|python| python.version >= OLDEST)
            .collect();
        all.sort_by_key(|python| python.version);
        all.dedup_by_key(|python| python.version);
        all
    }

    /// One line, if this Python has not all packages that a lesson's twin needs.
    pub fn lacks(&self, lesson: &Lesson) -> Option<String> {
        let has = |package: &&String| {
            let find = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)";
            Command::new(&self.program)
                .args(["-c", find, package])
                .stdin(Stdio::null())
                .output()
                .is_ok_and(|said| said.status.success())
        };
        let package = lesson.twin_needs.iter().find(|package| !has(package))?;
        let (python, name) = (&self.name, &lesson.name);
        Some(format!(
            "{name}.py needs {package}, which Python does not have: {python} -m pip install {package}"
        ))
    }

    fn ask(program: &str) -> Option<Python> {
        let ask = "import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)";
        let said = Command::new(program)
            .args(["-c", ask])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let text = String::from_utf8(said.stdout).ok()?;
        let mut words = text.trim_end().splitn(3, ' ');
        let mut number = || words.next()?.parse().ok();
        let version = (number()?, number()?);
        Some(Python {
            name: program.into(),
            program: words.next()?.into(),
            version,
        })
    }

    /// Runs a lesson's twin: in real time, or fast, on the virtual clock, where the lesson has one.
    /// `hear` gets its output as it comes, and every so often nothing.
    pub fn run(
        &self,
        workbook: &Workbook,
        lesson: &Lesson,
        options: &run::Options,
        hear: &mut dyn FnMut(Heard<'_>),
    ) -> Result<Run> {
        let clock = match lesson.clock {
            Clock::Virtual if options.fast => Clock::Virtual,
            _ => Clock::Real,
        };
        let path = lesson.twin();
        let mut program = self
            .program(&workbook.root, &path, clock, options.fast)?
            .args(&options.args)
            .until(&options.stop);
        if options.reads_the_terminal {
            program = program.reads_the_terminal();
        }
        let ended = program.run(hear)?;
        let view = run::view(&ended.trace, ended.output.head(), &path);
        Ok(Run { ended, view })
    }

    /// A program of asyncio's that is recorded, on the virtual clock or on the real one, with a limit on its time or
    /// without.
    pub fn program(
        &self,
        root: &Path,
        path: &Path,
        clock: Clock,
        is_limited: bool,
    ) -> Result<Program> {
        let wall = is_limited.then(|| guard::wall(run::FAST_LIMIT));
        let program = Program::new(&self.program, root, Limits::of_a_program(wall))?
            .args(["-X", "utf8", "-u", "-c", RECORDER])
            .args([path])
            .env("PYTHONDONTWRITEBYTECODE", "1")
            // The order of a set of texts is the same in every run.
            .env("PYTHONHASHSEED", "0")
            .clock(clock, 1);
        Ok(program)
    }
}

/// Whether a lesson has a twin on disk.
pub fn has_twin(lesson: &Lesson) -> bool {
    Path::is_file(&lesson.twin())
}
