//! What the shim does elsewhere, a job object does on Windows: all that a program starts is in its job, and the job is
//! killed when its last handle is closed, which is also what the end of the launcher does.

use super::limits::Limits;
use crate::error::Result;
use std::ffi::{OsStr, OsString};
use std::fs::OpenOptions;
use std::io;
use std::os::windows::io::AsRawHandle;
use std::os::windows::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use win32job::{ExtendedLimitInfo, Job};

/// The sub-command of the launcher on other systems.
pub const COMMAND: &str = "shim";

/// See the shim.
#[derive(Debug, Clone)]
pub(crate) enum Report {
    /// It could not be started: the number of the system's error.
    NotStarted(i32),
    /// It ran.
    Ended {
        status: i32,
        cpu_ms: Option<u64>,
        left: usize,
    },
}

impl Report {
    pub fn status(status: i32) -> ExitStatus {
        ExitStatus::from_raw(status as u32)
    }
}

/// A program in a job. Dropped, it is stopped.
pub(crate) struct Shim {
    child: Child,
    /// Closed when this is dropped, and with it the job.
    job: Option<Job>,
}

/// The command that runs a program. The limits but the one on time are not kept here.
pub(crate) fn command(program: &OsStr, _: Option<&Limits>) -> Result<Command> {
    Ok(Command::new(program))
}

impl Shim {
    /// Starts it. `stdout`, an existing file, becomes the program's standard output.
    pub fn start(mut command: Command, stdout: Option<&Path>) -> io::Result<Shim> {
        match stdout {
            Some(path) => command
                .env("WORKBOOK_STDOUT", path)
                .stdout(OpenOptions::new().append(true).open(path)?),
            None => command.env_remove("WORKBOOK_STDOUT").stdin(Stdio::null()),
        };
        let mut info = ExtendedLimitInfo::new();
        info.limit_kill_on_job_close();
        let job = Job::create_with_limit_info(&info).map_err(io::Error::other)?;
        let child = command.spawn()?;
        let shim = Shim {
            child,
            job: Some(job),
        };
        let handle = shim.child.as_raw_handle() as isize;
        if let Some(job) = &shim.job {
            job.assign_process(handle).map_err(io::Error::other)?;
        }
        Ok(shim)
    }

    /// What the caller asked to have piped.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for the program's end, for so long; `None` if it goes on.
    pub fn wait(&mut self, patience: Duration) -> io::Result<Option<Report>> {
        let start = Instant::now();
        let mut pause = Duration::from_micros(200);
        loop {
            if let Some(status) = self.child.try_wait()? {
                self.job = None;
                return Ok(Some(Report::Ended {
                    status: status.code().unwrap_or(-1),
                    cpu_ms: None,
                    left: 0,
                }));
            }
            if start.elapsed() >= patience {
                return Ok(None);
            }
            thread::sleep(pause);
            pause = (pause * 3 / 2).min(Duration::from_millis(5));
        }
    }

    /// Here they are not counted.
    pub fn processes(&self) -> usize {
        0
    }

    /// Stops the program, and says how it was.
    pub fn stop(&mut self) -> io::Result<Report> {
        self.job = None;
        // If it could not be put into the job.
        let _ = self.child.kill();
        let status = self.child.wait()?;
        Ok(Report::Ended {
            status: status.code().unwrap_or(-1),
            cpu_ms: None,
            left: 0,
        })
    }
}

impl Drop for Shim {
    fn drop(&mut self) {
        let _ = self.stop();
    }
}

/// The job takes care of it.
pub(crate) fn kill_tagged(_: &str) {}

/// There is no shim here.
pub fn main(_: impl Iterator<Item = OsString>) -> ExitCode {
    eprintln!("error: on Windows there is no shim");
    ExitCode::from(2)
}
