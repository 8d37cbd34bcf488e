//! Runs lessons, and programs of the learner's own, and looks at the run.

use crate::cargo::{self, Kind, Step, Targets};
use crate::catalog::{Lesson, Workbook};
use crate::error::{self, Error, Result};
use crate::guard::{self, Ended, Heard, Kept, Limits, Program, Stop};
use crate::tool::{self, Line};
use observer::trace::{Clock, Trace};
use observer::view::{Sources, View};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A run on the paused clock takes milliseconds; one that takes this long has no end.
pub const FAST_LIMIT: Duration = Duration::from_secs(20);

/// The member of the workspace whose dependencies a program of the learner's own can use.
const OWN: &str = "own";

/// How to run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// On the paused clock, where that is possible.
    pub fast: bool,
    /// The program may read the terminal.
    pub reads_the_terminal: bool,
    /// What is built and run stops when this is wanted.
    pub stop: Stop,
    /// The program's arguments.
    pub args: Vec<String>,
}

/// What is told while a program is built.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// This crate was compiled.
    Compiled(&'a str),
    /// Another cargo has the lock.
    Waiting,
    /// The compiler refused it, and says so.
    Refused(&'a str),
    /// It is running.
    Started,
}

impl<'a> From<Step<'a>> for Event<'a> {
    fn from(step: Step<'a>) -> Event<'a> {
        match step {
            Step::Compiled(name) => Event::Compiled(name),
            Step::Waiting => Event::Waiting,
        }
    }
}

/// A run that came to its end.
#[derive(Debug)]
pub struct Run {
    /// The process.
    pub ended: Ended,
    /// What happened in it; nothing if it never started a runtime.
    pub view: Option<View>,
}

/// Runs a lesson. `hear` gets its output as it comes, and every so often nothing.
pub fn lesson(
    workbook: &Workbook,
    lesson: &Lesson,
    options: &Options,
    tell: &dyn Fn(Event<'_>),
    hear: &mut dyn FnMut(Heard<'_>),
) -> Result<Run> {
    let executable = build(workbook, lesson, tell, &options.stop)?;
    let clock = match (options.fast, lesson.clock) {
        (true, clock) => clock,
        (false, _) => Clock::Real,
    };
    program(
        workbook,
        &executable,
        &lesson.source,
        clock,
        lesson.threads,
        options,
        tell,
        hear,
    )
}

/// The program that stands ready for the learner to change.
pub fn own_file(workbook: &Workbook) -> PathBuf {
    workbook.root.join(format!("lessons/{OWN}/{OWN}.rs"))
}

/// Runs a program of the learner's own: one file, with the libraries that the lessons use.
pub fn file(
    workbook: &Workbook,
    source: &Path,
    options: &Options,
    tell: &dyn Fn(Event<'_>),
    hear: &mut dyn FnMut(Heard<'_>),
) -> Result<Run> {
    if !source.is_file() {
        return Err(Error(format!("there is no file {}", source.display())));
    }
    let executable = build_file(workbook, source, tell, &options.stop)?;
    // What a learner wrote may block its thread, which the paused clock alone would hide.
    let clock = if options.fast {
        Clock::Hybrid
    } else {
        Clock::Real
    };
    program(workbook, &executable, source, clock, 1, options, tell, hear)
}

#[expect(clippy::too_many_arguments, reason = "what the two ways to run share")]
fn program(
    workbook: &Workbook,
    executable: &Path,
    source: &Path,
    clock: Clock,
    threads: usize,
    options: &Options,
    tell: &dyn Fn(Event<'_>),
    hear: &mut dyn FnMut(Heard<'_>),
) -> Result<Run> {
    // In real time a person is there to stop it.
    let wall = options.fast.then(|| guard::wall(FAST_LIMIT));
    let mut program = Program::new(executable, &workbook.root, Limits::of_a_program(wall))?
        .args(&options.args)
        .clock(clock, threads)
        .until(&options.stop);
    if options.reads_the_terminal {
        program = program.reads_the_terminal();
    }
    tell(Event::Started);
    let ended = program.run(hear)?;
    let view = view(&ended.trace, ended.output.head(), source);
    Ok(Run { ended, view })
}

/// Reads a trace with the source that it speaks of.
pub fn view(trace: &str, output: &[u8], source: &Path) -> Option<View> {
    let parsed = Trace::parse(trace).ok()?;
    let mut sources = Sources::default();
    let folder = source.parent().and_then(|folder| folder.read_dir().ok());
    // A module of the program stands beside it: `polite.rs`, beside `crawl.rs`.
    let beside = folder.into_iter().flatten().flatten();
    let beside = beside.map(|entry| entry.path());
    let modules = beside.filter(|path| path.extension() == source.extension());
    for path in modules.chain([source.into()]) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_spoken_of = path == source || trace.contains(&format!("\"{name}:"));
        if let (true, Ok(text)) = (is_spoken_of, error::read(&path)) {
            sources.add(&name, text);
        }
    }
    Some(View::new(&parsed, output, &sources))
}

/// Builds a lesson and says where its program is.
fn build(
    workbook: &Workbook,
    lesson: &Lesson,
    tell: &dyn Fn(Event<'_>),
    stop: &Stop,
) -> Result<PathBuf> {
    let name = lesson.name.as_str();
    let mut build = cargo::build(
        &workbook.root,
        &Targets::of(Kind::Bin, [lesson.target()]),
        &|step| tell(step.into()),
        stop,
    )?;
    if let Some(executable) = build.executables.remove(name) {
        return Ok(executable);
    }
    let errors: Vec<_> = build
        .diagnostics
        .values()
        .flatten()
        .filter(|d| d.is_error)
        .collect();
    errors
        .iter()
        .for_each(|error| tell(Event::Refused(&error.rendered)));
    let file = errors
        .iter()
        .map(|error| error.file.as_str())
        .find(|file| !file.is_empty())
        .unwrap_or(name);
    Err(Error(format!(
        "{file} does not compile, so {name} cannot be run"
    )))
}

/// Compiles one file against the libraries of the package [`OWN`]. The compiler reads the file where it lies, so that
/// its messages name it and its modules are found.
fn build_file(
    workbook: &Workbook,
    source: &Path,
    tell: &dyn Fn(Event<'_>),
    stop: &Stop,
) -> Result<PathBuf> {
    let built = cargo::build(
        &workbook.root,
        &Targets::of(Kind::Bin, [(OWN, OWN)]),
        &|step| tell(step.into()),
        stop,
    )?;
    let template = built.executables.get(OWN).ok_or_else(|| {
        Error(format!("lessons/{OWN}/{OWN}.rs does not compile: `git checkout -- lessons/{OWN}` brings it back"))
    })?;
    let profile = template.parent().unwrap_or(Path::new("."));
    // One for each file, since two may run at once.
    let mut hash = DefaultHasher::new();
    source.canonicalize().ok().hash(&mut hash);
    let output = profile
        .join(format!("own-file-{:016x}", hash.finish()))
        .with_extension(std::env::consts::EXE_EXTENSION);
    let mut rustc = tool::command(&std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))?;
    rustc.arg(source).args([
        "--crate-name",
        "own_file",
        "--edition",
        "2024",
        "--cfg",
        "tokio_unstable",
    ]);
    rustc
        .args(["-C", "debuginfo=line-tables-only", "--color", "never"])
        .arg("-o")
        .arg(&output);
    rustc
        .arg("-L")
        .arg(format!("dependency={}", profile.join("deps").display()));
    for (name, library) in own_libraries(workbook, &built)? {
        rustc
            .arg("--extern")
            .arg(format!("{name}={}", library.display()));
    }
    let mut said = Kept::default();
    let status = tool::run(rustc, stop, &mut |line| {
        let (Line::Output(line) | Line::Errors(line)) = line;
        said.push(&line);
    })?;
    if said.total() > 0 {
        tell(Event::Refused(&said.text()));
    }
    match status.success() {
        true => Ok(output),
        false => Err(Error(format!("{} does not compile", source.display()))),
    }
}

/// The dependencies of [`OWN`], under the names that a program uses, and where they were built.
fn own_libraries(workbook: &Workbook, built: &cargo::Build) -> Result<Vec<(String, PathBuf)>> {
    let path = workbook.root.join(format!("lessons/{OWN}/Cargo.toml"));
    let manifest: toml::Table = error::read(&path)?
        .parse()
        .map_err(|e| Error::of_file("read", &path, e))?;
    let dependencies = manifest
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .cloned()
        .unwrap_or_default();
    let libraries = dependencies.iter().filter_map(|(name, about)| {
        let package = about
            .get("package")
            .and_then(toml::Value::as_str)
            .unwrap_or(name);
        let library = built
            .libraries
            .get(&package.replace('-', "_"))
            .or_else(|| built.libraries.get(package))?;
        Some((name.replace('-', "_"), library.clone()))
    });
    Ok(libraries.collect())
}
