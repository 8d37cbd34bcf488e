//! Building. cargo only builds: where a program is, its JSON says; what is run, and how, is decided elsewhere.
//!
//! cargo reads the manifests of all that the selected packages need, which for all of them are 400 and a tenth of a
//! second; so the chapter alone is selected, and with it [`FEATURES`]. Features follow the selection: without that
//! package each chapter would build a Tokio of its own.

mod trouble;

use crate::error::{Error, Result};
use crate::guard::{Kept, Stop};
use crate::tool::{self, Line};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What cargo says while another one has the lock of the target folder, or of the registry.
const WAITS: &[u8] = b"Blocking waiting for file lock";
/// Of the errors of a target, and of its warnings, so many are kept.
const MOST_DIAGNOSTICS: usize = 200;

/// The package that makes every selection ask the same features of the libraries.
const FEATURES: &str = "features";

/// What to build.
#[derive(Debug, Clone)]
pub struct Targets<'a> {
    kind: Kind,
    names: Vec<&'a str>,
    packages: BTreeSet<&'a str>,
}

/// What kind of program to build.
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
    /// The libraries' packages, as cargo names them, and files, once for each build of one: two of a package are two
    /// builds.
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

/// What is told while cargo works.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// This crate was compiled.
    Compiled(&'a str),
    /// Another cargo, that of rust-analyzer say, has the lock: nothing goes on until it is done.
    Waiting,
}

/// Builds targets in one call, the ones that compile also where others do not.
/// An error is about cargo itself, or about a wish to stop, never about a target.
pub fn build(
    root: &Path,
    targets: &Targets<'_>,
    tell: &dyn Fn(Step<'_>),
    stop: &Stop,
) -> Result<Build> {
    let mut command = tool::command(&program())?;
    prepare(&mut command, root);
    // Not `cargo test --no-run`, which cannot keep going where one of many does not compile.
    command.args(["build", "--keep-going", "--message-format=json"]);
    command.args(targets.selection());
    let (build, said) = listen(command, tell, stop)?;
    let mut errors = build.diagnostics.values().flatten().filter(|d| d.is_error);
    // The linker may be killed by it (SIGBUS), and then it is cargo alone that says why.
    if errors.any(|error| trouble::is_full(&error.rendered) || trouble::is_full(&said)) {
        return Err(Error(trouble::FULL.into()));
    }
    // Without a program and without a compiler's error, cargo itself was in trouble. (The programs of a package are
    // built with its tests, so that there may be others.)
    let is_missing = |target: &&str| !build.executables.contains_key(*target);
    let mut diagnostics = build.diagnostics.values().flatten();
    if targets.names.iter().any(is_missing) && diagnostics.all(|d| !d.is_error) {
        return Err(Error(trouble::trouble(&said)));
    }
    Ok(build)
}

impl<'a> Targets<'a> {
    /// Targets of packages: `(package, target)`.
    pub fn of(kind: Kind, all: impl IntoIterator<Item = (&'a str, &'a str)>) -> Targets<'a> {
        let (packages, names) = all.into_iter().unzip();
        Targets {
            kind,
            names,
            packages,
        }
    }

    /// Targets, wherever in the workspace they are.
    pub fn anywhere(kind: Kind, names: impl IntoIterator<Item = &'a str>) -> Targets<'a> {
        Targets {
            kind,
            names: names.into_iter().collect(),
            packages: BTreeSet::new(),
        }
    }

    /// cargo's arguments.
    fn selection(&self) -> impl Iterator<Item = &str> {
        let selector = match self.kind {
            Kind::Bin => "--bin",
            Kind::Test => "--test",
        };
        let features = (!self.packages.is_empty()).then_some(FEATURES);
        let packages = self.packages.iter().copied().chain(features);
        let packages = packages.flat_map(|package| ["-p", package]);
        packages.chain(self.names.iter().flat_map(move |name| [selector, name]))
    }
}

/// cargo, with an environment in which it builds what it always builds.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(program());
    prepare(&mut command, root);
    command.stdin(Stdio::null());
    command
}

/// The cargo that started us, or the one on the path.
fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn prepare(command: &mut Command, root: &Path) {
    command.current_dir(root);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(changes_the_build) {
            command.env_remove(name);
        }
    }
}

/// Whether a variable makes cargo build something else than what it always builds, or say it in another way. Flags
/// replace `--cfg tokio_unstable`, and with it build everything once more. What `cargo run` tells the launcher of its
/// package is no business of other packages: `ring` is built anew, with all that needs it, when it finds another.
fn changes_the_build(name: &str) -> bool {
    let is_of_a_target = name.starts_with("CARGO_TARGET_") && name != "CARGO_TARGET_DIR";
    let is_of_a_package = name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_");
    name.ends_with("RUSTFLAGS")
        || is_of_a_target
        || is_of_a_package
        || name == "CARGO_BUILD_TARGET"
        || name.starts_with("CARGO_PROFILE_")
        || name.starts_with("CARGO_TERM_")
}

/// Runs cargo, reads its JSON, and keeps what it says besides.
fn listen(command: Command, tell: &dyn Fn(Step<'_>), stop: &Stop) -> Result<(Build, String)> {
    let (mut build, mut said) = (Build::default(), Kept::default());
    tool::run(command, stop, &mut |line| match line {
        Line::Output(line) => {
            if let Ok(message) = serde_json::from_slice(&line) {
                build.take(message, tell);
            }
        }
        Line::Errors(line) => {
            if line.trim_ascii_start().starts_with(WAITS) {
                tell(Step::Waiting);
            }
            said.push(&line);
        }
    })?;
    Ok((build, said.text()))
}

/// A line of cargo's JSON. The names are cargo's.
#[derive(Deserialize)]
#[expect(clippy::enum_variant_names, reason = "cargo says `compiler-message`")]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        package_id: String,
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
    fn take(&mut self, message: Message, tell: &dyn Fn(Step<'_>)) {
        match message {
            Message::CompilerArtifact {
                package_id,
                target,
                executable,
                filenames,
                fresh,
            } => {
                if !fresh {
                    tell(Step::Compiled(&target.name));
                }
                if let Some(executable) = executable {
                    self.executables.insert(target.name, executable);
                } else if let Some(library) =
                    filenames.into_iter().find(|file| is_library(file, &target))
                {
                    self.artifacts.push((package_id, library.clone()));
                    self.libraries.insert(target.name, library);
                }
            }
            Message::CompilerMessage { target, message } => {
                let new = Diagnostic::from(message);
                let all = self.diagnostics.entry(target.name).or_default();
                if all.iter().filter(|d| d.is_error == new.is_error).count() < MOST_DIAGNOSTICS {
                    all.push(new);
                }
            }
            Message::Other => {}
        }
    }
}

impl From<Said> for Diagnostic {
    fn from(said: Said) -> Diagnostic {
        let place = said.spans.iter().find(|span| span.is_primary);
        Diagnostic {
            // `error`, or `error: internal compiler error`.
            is_error: said.level.starts_with("error"),
            code: said.code.map_or(String::new(), |code| code.code),
            message: said.message,
            rendered: said.rendered.unwrap_or_default(),
            file: place.map_or(String::new(), |span| span.file_name.clone()),
            line: place.map_or(0, |span| span.line_start),
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
    use super::changes_the_build;

    #[test]
    fn what_changes_the_build_is_taken_away() {
        let taken = [
            "RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_BUILD_TARGET",
            "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS",
            "CARGO_PROFILE_DEV_OPT_LEVEL",
            "CARGO_TERM_COLOR",
            "CARGO_MANIFEST_DIR",
            "CARGO_PKG_VERSION",
        ];
        let left = [
            "CARGO_HOME",
            "CARGO_TARGET_DIR",
            "CARGO_NET_OFFLINE",
            "RUSTC_WRAPPER",
            "RUSTUP_TOOLCHAIN",
        ];
        assert!(taken.iter().all(|name| changes_the_build(name)));
        assert!(!left.iter().any(|name| changes_the_build(name)));
    }
}
