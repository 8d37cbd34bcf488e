//! Runs a lesson, or a program of the learner's own, and draws the run.

use super::Outcome;
use crate::cli::{Drawing, Run};
use crate::paint;
use crate::terminal::{self, Status};
use colored::Colorize;
use observer::draw::text::Text;
use observer::draw::{chrome, columns, gantt, story, svg};
use observer::view::View;
use runner::catalog::{Lesson, Workbook};
use runner::clean::Cleaner;
use runner::guard::{Heard, Stop};
use runner::run::{self, Event, Options};
use runner::twin::Python;
use runner::{Error, Result};
use signal_hook::consts::SIGINT;
use std::io::{self, Write};
use std::path::Path;

/// The status of a program that Ctrl-C has ended, by custom: 128, and the number of the signal.
const INTERRUPTED: i32 = 130;

pub fn run(workbook: &Workbook, asked: &Run) -> Outcome {
    let target = Target::of(workbook, asked)?;
    if asked.fast {
        target.say_if_it_cannot_be_fast();
    }
    let run = watch(workbook, &target, asked)?;
    let mut passed = run.ended.trouble().is_none();
    let words = [run.ended.trouble(), run.ended.leftovers()];
    for words in words.iter().flatten() {
        terminal::complain(&format!("{} {words}", target.name()));
    }
    match &run.view {
        Some(view) => show(view, target.name(), asked)?,
        None => eprintln!(
            "{}",
            "no timeline: the program did not start a Tokio runtime".dimmed()
        ),
    }
    write_files(&run, target.name(), asked)?;
    if let (true, Target::Lesson(lesson)) = (asked.python, &target) {
        passed &= run_twin(lesson, asked.fast)?;
    }
    Ok(passed)
}

/// What is run.
enum Target<'a> {
    Lesson(&'a Lesson),
    File(std::path::PathBuf),
}

impl<'a> Target<'a> {
    fn of(workbook: &'a Workbook, asked: &Run) -> Result<Target<'a>> {
        match (&asked.file, &asked.lesson) {
            (Some(file), _) => Ok(Target::File(file.clone())),
            (None, Some(name)) if name == "own" => Ok(Target::File(run::own_file(workbook))),
            (None, name) => workbook
                .lesson(name.as_deref().unwrap_or(""))
                .map(Target::Lesson),
        }
    }

    fn name(&self) -> &str {
        match self {
            Target::Lesson(lesson) => &lesson.name,
            Target::File(path) => path
                .file_stem()
                .and_then(|name| name.to_str())
                .unwrap_or("program"),
        }
    }

    fn say_if_it_cannot_be_fast(&self) {
        if let Target::Lesson(lesson) = self
            && lesson.clock == observer::trace::Clock::Real
        {
            eprintln!(
                "{}",
                format!(
                    "{} has real sockets or files: it runs in real time",
                    lesson.name
                )
                .dimmed()
            );
        }
    }
}

/// Runs it and shows what it prints as it comes, with a sign of life while it prints nothing.
fn watch(workbook: &Workbook, target: &Target<'_>, asked: &Run) -> Result<run::Run> {
    let options = Options {
        fast: asked.fast,
        reads_the_terminal: true,
        stop: interrupted()?,
        args: asked.args.clone(),
    };
    let status = Status::new(&format!("building {}", target.name()));
    let count = std::cell::Cell::new(0);
    let tell = |event: Event<'_>| match event {
        Event::Compiled(name) => {
            count.set(count.get() + 1);
            status.set(format!(
                "building {}: {} crates, {name}",
                target.name(),
                count.get()
            ));
        }
        Event::Waiting => status.set(format!(
            "building {}: waiting for another cargo",
            target.name()
        )),
        Event::Refused(said) => status.aside(|| eprint!("{said}")),
        Event::Started => status.set(format!("{} is running", target.name())),
    };
    let colour = colored::control::SHOULD_COLORIZE.should_colorize();
    let (mut output, mut errors) = (Cleaner::new(colour), Cleaner::new(colour));
    let mut hear = |heard: Heard<'_>| {
        status.aside(|| match heard {
            Heard::Output(bytes) => pass_on(io::stdout(), &output.clean(bytes)),
            Heard::Errors(bytes) => pass_on(io::stderr(), &errors.clean(bytes)),
        })
    };
    let run = match target {
        Target::Lesson(lesson) => run::lesson(workbook, lesson, &options, &tell, &mut hear),
        Target::File(path) => run::file(workbook, path, &options, &tell, &mut hear),
    };
    status.aside(|| {
        pass_on(io::stdout(), &output.end());
        pass_on(io::stderr(), &errors.end());
    });
    run
}

/// What the program writes goes where it would have gone. If nobody reads it there, it goes nowhere.
fn pass_on(mut to: impl Write, text: &str) {
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

/// Ctrl-C ends the program, and its timeline so far is shown; a second Ctrl-C ends the launcher.
fn interrupted() -> Result<Stop> {
    let stop = Stop::default();
    let handle = || {
        signal_hook::flag::register_conditional_shutdown(SIGINT, INTERRUPTED, stop.flag())?;
        signal_hook::flag::register(SIGINT, stop.flag())
    };
    match handle() {
        Ok(_) => Ok(stop),
        Err(e) => Err(Error(format!("Ctrl-C cannot be heard: {e}"))),
    }
}

fn show(view: &View, title: &str, asked: &Run) -> std::result::Result<(), super::Failure> {
    let page = terminal::page(asked.ascii);
    let text: Text = match asked.view {
        Drawing::None => return Ok(()),
        Drawing::Gantt => gantt::draw(view, title, page),
        Drawing::Columns => columns::draw(view, title, page),
        Drawing::Story => story::draw(view, title, page),
    };
    let mut out = io::stdout().lock();
    writeln!(out)?;
    write!(out, "{}", paint::text(&text))?;
    if !view.full && asked.view != Drawing::None {
        let why =
            "RUSTFLAGS or a missing .cargo/config.toml hides what is waited on, and spawned tasks";
        writeln!(out, "{}", why.dimmed())?;
    }
    Ok(())
}

fn write_files(run: &run::Run, title: &str, asked: &Run) -> Result<()> {
    let view = || {
        run.view
            .as_ref()
            .ok_or_else(|| Error("there is no run to write".into()))
    };
    let write = |path: &Option<std::path::PathBuf>, text: &dyn Fn() -> Result<String>| match path {
        Some(path) => save(path, &text()?),
        None => Ok(()),
    };
    write(&asked.trace, &|| Ok(run.ended.trace.clone()))?;
    write(&asked.svg, &|| Ok(svg::draw(view()?, title, "run")))?;
    write(&asked.chrome, &|| Ok(chrome::draw(view()?)))
}

fn save(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|e| Error::of_file("write", path, e))
}

/// Runs the twin below. Without a Python it is left out, which is no failure.
fn run_twin(lesson: &Lesson, fast: bool) -> Outcome {
    let leave_out = |why: &str| eprintln!("{}", format!("the twin is left out: {why}").dimmed());
    if let Some(why) = &lesson.no_twin {
        leave_out(why);
        return Ok(true);
    }
    let python = match Python::find() {
        Ok(python) => python,
        Err(why) => {
            leave_out(&why);
            return Ok(true);
        }
    };
    let (major, minor) = python.version;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "\n{}",
        format!("the same in asyncio (Python {major}.{minor}):").bold()
    )?;
    out.flush()?;
    drop(out);
    let status = python.command(lesson, fast).status();
    let status = status.map_err(|e| Error::of_file("run", &lesson.twin(), e))?;
    Ok(status.success())
}
