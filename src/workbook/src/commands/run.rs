//! Runs a lesson, or a program of the learner's own, and draws the run.

use super::Outcome;
use crate::cli::{Drawing, Run};
use crate::paint;
use crate::terminal::{self, Status};
use colored::Colorize;
use observer::draw::text::Text;
use observer::draw::{chrome, columns, gantt, story, svg};
use observer::view::View;
use observer::{compare, findings};
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
    let mut passed = say_how_it_ended(&run, target.name());
    let twin = match &target {
        Target::Lesson(lesson) if asked.python => run_twin(workbook, lesson, asked)?,
        _ => None,
    };
    if let Some(twin) = &twin {
        passed &= say_how_it_ended(twin, &format!("{}.py", target.name()));
    }
    match (&run.view, twin.and_then(|twin| twin.view)) {
        (Some(view), Some(twin)) => show_both(view, &twin, target.name(), asked)?,
        (Some(view), None) => show(view, target.name(), asked)?,
        (None, _) => eprintln!(
            "{}",
            "no timeline: the program did not start a Tokio runtime".dimmed()
        ),
    }
    write_files(&run, target.name(), asked)?;
    Ok(passed)
}

/// Whether it ended well; if not, this is said.
fn say_how_it_ended(run: &run::Run, name: &str) -> bool {
    let trouble = run.ended.trouble();
    for words in [&trouble, &run.ended.leftovers()].into_iter().flatten() {
        terminal::complain(&format!("{name} {words}"));
    }
    trouble.is_none()
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
    let options = options(asked)?;
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
    echo(&status, |hear| match target {
        Target::Lesson(lesson) => run::lesson(workbook, lesson, &options, &tell, hear),
        Target::File(path) => run::file(workbook, path, &options, &tell, hear),
    })
}

fn options(asked: &Run) -> Result<Options> {
    Ok(Options {
        fast: asked.fast,
        reads_the_terminal: true,
        stop: interrupted()?,
        args: asked.args.clone(),
    })
}

/// Prints what a program prints as it comes, without what would upset the terminal.
fn echo<T>(status: &Status, run: impl FnOnce(&mut dyn FnMut(Heard<'_>)) -> T) -> T {
    let colour = colored::control::SHOULD_COLORIZE.should_colorize();
    let (mut output, mut errors) = (Cleaner::new(colour), Cleaner::new(colour));
    let result = run(&mut |heard| {
        status.aside(|| match heard {
            Heard::Output(bytes) => pass_on(io::stdout(), &output.clean(bytes)),
            Heard::Errors(bytes) => pass_on(io::stderr(), &errors.clean(bytes)),
        })
    });
    status.aside(|| {
        pass_on(io::stdout(), &output.end());
        pass_on(io::stderr(), &errors.end());
    });
    result
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

/// The two runs, one above the other on one axis, and where they differ.
fn show_both(
    view: &View,
    twin: &View,
    title: &str,
    asked: &Run,
) -> std::result::Result<(), super::Failure> {
    let (page, twin_title) = (terminal::page(asked.ascii), format!("{title}.py"));
    if asked.view != Drawing::Gantt {
        show(view, title, asked)?;
        return show(twin, &twin_title, asked);
    }
    let mut text = gantt::pair((view, title), (twin, &twin_title), page);
    gantt::push_findings(&mut text, &findings::find(view), page);
    gantt::push_differences(&mut text, &compare::runs(view, twin), page);
    let mut out = io::stdout().lock();
    writeln!(out)?;
    write!(out, "{}", paint::text(&text))?;
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

/// Runs the twin. Without a Python it is left out, which is no failure.
fn run_twin(
    workbook: &Workbook,
    lesson: &Lesson,
    asked: &Run,
) -> std::result::Result<Option<run::Run>, super::Failure> {
    let python = match &lesson.no_twin {
        Some(why) => Err(why.clone()),
        None => Python::find().and_then(|python| match python.lacks(lesson) {
            Some(why) => Err(why),
            None => Ok(python),
        }),
    };
    let python = match python {
        Ok(python) => python,
        Err(why) => {
            eprintln!("{}", format!("the twin is left out: {why}").dimmed());
            return Ok(None);
        }
    };
    let (major, minor) = python.version;
    let title = format!("the same in asyncio (Python {major}.{minor}):");
    writeln!(io::stdout(), "\n{}", title.bold())?;
    let status = Status::new(&format!("{}.py is running", lesson.name));
    let options = options(asked)?;
    let twin = echo(&status, |hear| python.run(workbook, lesson, &options, hear))?;
    Ok(Some(twin))
}
