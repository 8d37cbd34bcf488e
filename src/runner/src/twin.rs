//! Runs a lesson's twin, the same program in Python's asyncio.

use crate::catalog::Lesson;
use crate::error::{Error, Result};
use observer::trace::Clock;
use std::path::Path;
use std::process::{Command, Stdio};

/// The virtual clock for asyncio.
const VIRTUAL_LOOP: &str = include_str!("twin.py");

/// The first version with `asyncio.TaskGroup` and `asyncio.timeout`.
const OLDEST: (u32, u32) = (3, 11);

/// A Python that can run the twins.
#[derive(Debug, Clone)]
pub struct Python {
    program: String,
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

    fn ask(program: &str) -> Option<Python> {
        let ask = "import sys; print(sys.version_info[0], sys.version_info[1])";
        let said = Command::new(program)
            .args(["-c", ask])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let text = String::from_utf8(said.stdout).ok()?;
        let mut numbers = text
            .split_whitespace()
            .map_while(|number| number.parse().ok());
        Some(Python {
            program: program.into(),
            version: (numbers.next()?, numbers.next()?),
        })
    }

    /// The command that runs a lesson's twin: in real time, or `fast`, on the virtual clock, where the lesson has one.
    pub fn command(&self, lesson: &Lesson, fast: bool) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(["-X", "utf8", "-u"])
            .env("PYTHONDONTWRITEBYTECODE", "1");
        if fast && lesson.clock == Clock::Virtual {
            command.args(["-c", VIRTUAL_LOOP]);
        }
        command.arg(lesson.twin());
        command
    }

    /// What the twin prints, on the virtual clock where the lesson has one.
    pub fn output(&self, lesson: &Lesson) -> Result<String> {
        let path = lesson.twin();
        let said = self.command(lesson, true).stdin(Stdio::null()).output();
        let said = said.map_err(|e| Error::of_file("run", &path, e))?;
        if !said.status.success() {
            return Err(Error(format!(
                "{} fails: {}",
                path.display(),
                last_line(&said.stderr)
            )));
        }
        Ok(String::from_utf8_lossy(&said.stdout).replace("\r\n", "\n"))
    }
}

/// Whether a lesson has a twin on disk.
pub fn has_twin(lesson: &Lesson) -> bool {
    Path::is_file(&lesson.twin())
}

fn last_line(errors: &[u8]) -> String {
    String::from_utf8_lossy(errors)
        .lines()
        .last()
        .unwrap_or("without a word")
        .to_string()
}
