//! Building. cargo only builds: where a program is, its JSON says; what is run, and how, is decided elsewhere.
//!
//! Never `-p`: features follow the selection, and each selection would build a Tokio of its own.

use crate::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// What to build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Programs.
    Bin,
    /// Test programs.
    Test,
}

/// What came of it, by the name of the target.
#[derive(Debug, Default)]
pub struct Build {
    /// The programs that were built.
    pub executables: BTreeMap<String, PathBuf>,
    /// What the compiler said of each target.
    pub diagnostics: BTreeMap<String, Vec<Diagnostic>>,
    /// The libraries that were built or found built, by the name of the crate.
    pub libraries: BTreeMap<String, PathBuf>,
    /// The libraries' names and files, once for each build of one: two of a name are two builds.
    pub artifacts: Vec<(String, PathBuf)>,
}

/// One error or warning of the compiler.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Whether it stops the build.
    pub is_error: bool,
    /// `E0373`, or the name of the lint.
    pub code: String,
    /// In one line.
    pub message: String,
    /// As the compiler shows it.
    pub rendered: String,
    /// The file of its first place, as the compiler names it.
    pub file: String,
    /// The line of its first place.
    pub line: u32,
}

impl Diagnostic {
    /// A future was made and not awaited.
    pub fn is_unused_future(&self) -> bool {
        self.code == "unused_must_use" && self.rendered.contains("futures do nothing unless")
    }
}

/// Builds targets in one call, the ones that compile also where others do not.
/// `progress` hears what is being compiled; an error is about cargo itself, never about a target.
pub fn build(root: &Path, kind: Kind, targets: &[&str], progress: &dyn Fn(&str)) -> Result<Build> {
    let mut command = cargo(root);
    let selector = match kind {
        Kind::Bin => "--bin",
        Kind::Test => "--test",
    };
    // Not `cargo test --no-run`, which cannot keep going where one of many does not compile.
    command.args(["build", "--keep-going", "--message-format=json"]);
    command.args(targets.iter().flat_map(|target| [selector, target]));
    let (build, said) = listen(command, progress)?;
    // Without a program and without a compiler's error, cargo itself was in trouble.
    let is_silent =
        build.executables.is_empty() && build.diagnostics.values().flatten().all(|d| !d.is_error);
    if is_silent && !targets.is_empty() {
        return Err(Error(trouble(&said)));
    }
    Ok(build)
}

/// The cargo that started us, or the one on the path, with an environment in which it builds what it always builds.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).stdin(Stdio::null());
    // They would replace `--cfg tokio_unstable`, and with it build everything once more.
    command
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    command
}

/// Runs cargo, reads its JSON, and keeps what it says besides.
fn listen(mut command: Command, progress: &dyn Fn(&str)) -> Result<(Build, String)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => {
            Error("cargo was not found: install Rust from https://rustup.rs".into())
        }
        _ => Error(format!("cargo could not be started: {e}")),
    })?;
    let stderr = child
        .stderr
        .take()
        .map(|stderr| thread::spawn(move || last_lines(stderr)));
    let mut build = Build::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout)
            .lines()
            .map_while(std::io::Result::ok)
        {
            if let Ok(message) = serde_json::from_str::<Message>(&line) {
                build.take(message, progress);
            }
        }
    }
    child
        .wait()
        .map_err(|e| Error(format!("cargo was lost: {e}")))?;
    let said = stderr
        .and_then(|thread| thread.join().ok())
        .unwrap_or_default();
    Ok((build, said))
}

/// All of a stream, as text; of a long one the end.
fn last_lines(mut stream: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(1 << 16)..]).into_owned()
}

/// What cargo complains of, in one line.
fn trouble(said: &str) -> String {
    let error = said.lines().find_map(|line| line.strip_prefix("error: "));
    match error {
        Some(error) if said.contains("--offline") || said.contains("Could not resolve host") => {
            format!("cargo cannot fetch the libraries: {error}; `cargo fetch` once, with a network")
        }
        Some(error) => format!("cargo: {error}"),
        None => format!(
            "cargo built nothing: {}",
            said.lines().last().unwrap_or("it said no reason")
        ),
    }
}

/// A line of cargo's JSON.
#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        target: Target,
        executable: Option<PathBuf>,
        filenames: Vec<PathBuf>,
        fresh: bool,
    },
    CompilerMessage {
        target: Target,
        message: Said,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Said {
    level: String,
    message: String,
    #[serde(default)]
    rendered: Option<String>,
    code: Option<Code>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: u32,
    is_primary: bool,
}

impl Build {
    fn take(&mut self, message: Message, progress: &dyn Fn(&str)) {
        match message {
            Message::CompilerArtifact {
                target,
                executable,
                filenames,
                fresh,
            } => {
                if !fresh {
                    progress(&target.name);
                }
                if let Some(executable) = executable {
                    self.executables.insert(target.name, executable);
                } else if let Some(library) =
                    filenames.into_iter().find(|file| is_library(file, &target))
                {
                    self.artifacts.push((target.name.clone(), library.clone()));
                    self.libraries.insert(target.name, library);
                }
            }
            Message::CompilerMessage { target, message } => {
                let place = message.spans.iter().find(|span| span.is_primary);
                self.diagnostics
                    .entry(target.name)
                    .or_default()
                    .push(Diagnostic {
                        is_error: message.level == "error",
                        code: message.code.map_or(String::new(), |code| code.code),
                        message: message.message,
                        rendered: message.rendered.unwrap_or_default(),
                        file: place.map_or(String::new(), |span| span.file_name.clone()),
                        line: place.map_or(0, |span| span.line_start),
                    });
            }
            Message::Other => {}
        }
    }
}

fn is_library(file: &Path, target: &Target) -> bool {
    let is_linkable = |extension: &str| matches!(extension, "rlib" | "so" | "dylib" | "dll");
    target
        .kind
        .iter()
        .any(|kind| kind.contains("lib") || kind == "proc-macro")
        && file
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(is_linkable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_complains_of_is_one_line() {
        let said = "warning: x\nerror: no bin target named `x`.\n\n  help: y\n";
        assert_eq!(trouble(said), "cargo: no bin target named `x`.");
        assert_eq!(trouble("boom\n"), "cargo built nothing: boom");
    }

    #[test]
    fn a_missing_cargo_is_named() {
        let e = listen(Command::new("there-is-no-such-program"), &|_| {}).unwrap_err();
        assert!(e.0.starts_with("cargo was not found"), "{e}");
    }
}
