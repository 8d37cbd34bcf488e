//! The words of the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Learn async Rust with Tokio, and see it run.
#[derive(Debug, Parser)]
#[command(
    name = "workbook",
    version,
    disable_help_subcommand = true,
    after_help = "Examples:
  cargo run -q -- list                    what there is, and what you have done
  cargo run -q -- run gather              run a lesson, then see its timeline
  cargo run -q -- check gather/fan_out    check your answer
  cargo run -q -- watch                   check on every save
  cargo run -q -- hint                    a hint for the next exercise
  cargo run -q -- read gather             read the chapter in the browser

`cargo workbook …` is the same as `cargo run -q -- …`."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the chapters, lessons and exercises, and what is done
    List {
        /// As JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Run a lesson, or a program of your own, then show its timeline
    #[command(after_help = "Examples:
  cargo run -q -- run gather                  in real time
  cargo run -q -- run gather --fast           on the paused clock: no waiting, exact times
  cargo run -q -- run gather --python         and the same program in asyncio
  cargo run -q -- run gather --view story     step by step, in words
  cargo run -q -- run --file my.rs            a program of your own")]
    Run(Run),
    /// Check your answers: one exercise, a chapter, all, or the next one
    #[command(after_help = "Examples:
  cargo run -q -- check                       the next exercise
  cargo run -q -- check gather/fan_out        one (a unique part of the name will do)
  cargo run -q -- check gather                all of a chapter
  cargo run -q -- check --all --format json   all, for programs
  cargo run -q -- check fan_out --times 20    each test 20 times: is it luck?
  cargo run -q -- check --wrong fan_out       the known wrong answers, and why each is rejected")]
    Check(Check),
    /// Check on every save, and show what came of it; `workbook` alone does the same
    #[command(after_help = "Examples:
  cargo run -q -- watch                       the next exercise
  cargo run -q -- watch gather/fan_out        this one

`?` shows the keys. Without a terminal it prints each verdict.")]
    Watch(Exercise),
    /// Show the next exercise: its task and its file
    Next,
    /// Show one more hint
    Hint(Exercise),
    /// Show what separates your answer from the solution
    Diff(Exercise),
    /// Show the solution
    Solution(Exercise),
    /// Put an exercise back as it was given; your answer is kept for `undo`
    Reset(Exercise),
    /// Bring back the answer that was put away last; again, the one before
    Undo(Exercise),
    /// Bring a newer workbook; answers that you have begun stay as they are
    Update,
    /// Write your progress and answers to a file, to take them to another machine
    #[command(after_help = "Examples:
  cargo run -q -- export mine.json      on the one machine
  cargo run -q -- import mine.json      on the other")]
    Export {
        /// The file, in JSON
        file: PathBuf,
    },
    /// Take over the progress and answers of a file that `export` wrote
    #[command(
        after_help = "An answer here that you have begun is kept: `cargo run -q -- undo ID` brings it back."
    )]
    Import {
        /// The file
        file: PathBuf,
    },
    /// Read the book in the browser, or build it as a web site
    #[command(after_help = "Examples:
  cargo run -q -- read                  the book, in the browser
  cargo run -q -- read gather           at this chapter
  cargo run -q -- read --build public   a static site, which needs no server")]
    Read {
        /// The chapter to begin with
        chapter: Option<String>,
        /// Build the site into this folder instead
        #[arg(long, value_name = "DIR")]
        build: Option<PathBuf>,
    },
    /// Show what the workbook finds in a run, and the catalogue of mistakes
    Findings {
        /// The catalogue as JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// See whether everything is there: toolchain, Python, editor settings, disk
    Doctor,
    /// For authors: record what lessons print and how they run, and seal the tests
    Bless {
        /// Lessons or exercises; all without one
        names: Vec<String>,
    },
    /// For authors: change every solution a little, and see whether its tests notice
    #[command(after_help = "Examples:
  cargo run -q -- mutate                  all exercises
  cargo run -q -- mutate gather           those of a chapter
  cargo run -q -- mutate --since main     those of the chapters that differ from the branch `main`")]
    Mutate {
        /// Exercises or chapters; all without one
        names: Vec<String>,
        /// Only the chapters that have changed since this revision of git
        #[arg(long, value_name = "REVISION", conflicts_with = "names")]
        since: Option<String>,
    },
    /// Print a script that completes these commands in your shell
    Completions {
        /// Your shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub struct Run {
    /// The lesson's name
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    pub lesson: Option<String>,
    /// A program of your own: one file, with the libraries that the lessons use
    #[arg(long, value_name = "F.rs")]
    pub file: Option<PathBuf>,
    /// On the paused clock: it jumps over the waits
    #[arg(long)]
    pub fast: bool,
    /// Run the lesson's twin in Python as well
    #[arg(long)]
    pub python: bool,
    /// How to draw the run
    #[arg(long, value_enum, default_value = "gantt")]
    pub view: Drawing,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub ascii: bool,
    /// Write the trace to a file, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
    /// Write the timeline to a file, as SVG
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Write the run to a file that Perfetto and chrome://tracing read
    #[arg(long, value_name = "FILE")]
    pub chrome: Option<PathBuf>,
    /// What the program gets as its arguments
    #[arg(last = true)]
    pub args: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Drawing {
    /// Time from left to right, a row for each call and task
    Gantt,
    /// Time from top to bottom, a column for each
    Columns,
    /// Step by step, in words
    Story,
    /// Only what the program prints
    None,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Exercises or chapters; the next exercise without one
    pub ids: Vec<String>,
    /// All exercises
    #[arg(long, conflicts_with = "ids")]
    pub all: bool,
    /// The solutions instead of your answers
    #[arg(long)]
    pub solutions: bool,
    /// The known wrong answers: each must be rejected for the reason that it states
    #[arg(long, conflicts_with = "solutions")]
    pub wrong: bool,
    /// Run each test so many times; it passes only if it always does
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub times: u16,
    /// How to say it
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Human,
    /// One JSON object a line, for programs
    Json,
    /// JUnit XML, for CI
    Junit,
    /// For watch mode: the verdict alone, and on standard error what is being done. Ends when its input does
    #[value(hide = true)]
    Screen,
}

#[derive(Debug, Args)]
pub struct Exercise {
    /// The exercise; the next one without it
    pub id: Option<String>,
}
