//! A server in a process of its own: it says its address in its first line, and ends when this one does.

use crate::Result;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, Stdio};

pub struct Process {
    child: Child,
    says: RefCell<BufReader<ChildStdout>>,
}

impl Process {
    pub fn start(command: &mut Command) -> Result<Process> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| format!("{command:?} cannot be started: {e}"))?;
        let says = child.stdout.take().ok_or("its output is not piped")?;
        Ok(Process {
            child,
            says: RefCell::new(BufReader::new(says)),
        })
    }

    /// Where it listens. Sleepers say one too, when they are ready.
    pub fn address(&self) -> Result<SocketAddr> {
        self.line()?
            .parse()
            .map_err(|_| "the server ended before it said its address".into())
    }

    /// Says a line, and waits for one.
    pub fn go_on(&mut self) -> Result<()> {
        let input = self.child.stdin.as_mut().ok_or("its input is not piped")?;
        writeln!(input)?;
        self.line().map(drop)
    }

    fn line(&self) -> Result<String> {
        let mut line = String::new();
        self.says.borrow_mut().read_line(&mut line)?;
        Ok(line.trim().to_string())
    }

    /// Bytes of memory that it uses, where the system tells: Linux.
    pub fn memory(&self) -> usize {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let kilobytes = status.lines().find_map(|line| {
            let words = line.strip_prefix("VmRSS:")?;
            words.split_whitespace().next()?.parse::<usize>().ok()
        });
        kilobytes.unwrap_or(0) * 1024
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether there is a Python that has this module.
pub fn python(module: &str) -> bool {
    let import = format!("import {module}");
    let mut python = Command::new("python3");
    python.args(["-c", &import]).stderr(Stdio::null());
    python.status().is_ok_and(|status| status.success())
}
