//! Watch mode on a terminal: what each event does.

use super::checks::{Checks, How, Verdict};
use super::editor::{self, Opened};
use super::jobs::{Job, Jobs, Said};
use super::keys::{Key, Keys};
use super::view::{self, Body, Place, Status};
use super::{End, Event, gone, signals};
use crate::commands::Failure;
use crate::screen::Screen;
use crate::terminal;
use runner::Result;
use runner::catalog::{Exercise, Workbook};
use runner::progress::Progress;
use std::io;
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// A window that is being drawn larger changes its size many times.
const SETTLED: Duration = Duration::from_millis(250);
/// How often is looked whether the editor has ended.
const EDITING: Duration = Duration::from_millis(30);
/// The seconds of a check are counted on the screen.
const SECOND: Duration = Duration::from_secs(1);

pub struct Session<'a> {
    workbook: &'a Workbook,
    exercises: Vec<&'a Exercise>,
    checks: Checks<'a>,
    jobs: Jobs,
    screen: Screen,
    keys: Keys,
    tell: Sender<Event>,
    progress: Result<Progress>,
    page: Page,
    /// The first line of the body that is shown, and the last that could be.
    scroll: usize,
    most_scroll: usize,
    /// What is said once, until the next key.
    message: String,
    resized: Option<Instant>,
    /// The width that the verdict is drawn for.
    columns: usize,
    /// The editor that has the terminal.
    editor: Option<Child>,
}

/// What is shown below the exercise's name.
enum Page {
    Verdict,
    /// What a command prints. It is running as long as there is a job.
    Text {
        title: String,
        text: String,
        job: Option<Job>,
    },
    List {
        selected: usize,
    },
    Question {
        question: &'static str,
        command: &'static str,
    },
}

impl<'a> Session<'a> {
    pub fn new(
        workbook: &'a Workbook,
        checks: Checks<'a>,
        jobs: Jobs,
        screen: Screen,
        tell: Sender<Event>,
    ) -> Session<'a> {
        Session {
            workbook,
            exercises: workbook.exercises().collect(),
            checks,
            jobs,
            screen,
            keys: Keys::listen(tell.clone()),
            tell,
            progress: Progress::read(workbook),
            page: Page::Verdict,
            scroll: 0,
            most_scroll: 0,
            message: String::new(),
            resized: None,
            columns: 0,
            editor: None,
        }
    }

    /// Goes on until the learner, a signal, or the terminal ends it.
    pub fn run(mut self, events: &Receiver<Event>) -> std::result::Result<End, Failure> {
        self.check()?;
        loop {
            self.draw()?;
            let end = match events.recv_timeout(self.patience()) {
                Ok(event) => self.hear(event)?,
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(End::Quit),
            };
            if let Some(end) = end {
                self.close_editor();
                return Ok(end);
            }
            self.look()?;
        }
    }

    fn patience(&self) -> Duration {
        let mut patience = self.checks.patience();
        if self.checks.running.is_some() {
            patience = patience.min(SECOND);
        }
        if self.editor.is_some() {
            patience = patience.min(EDITING);
        }
        if let Some(resized) = self.resized {
            patience = patience.min(SETTLED.saturating_sub(resized.elapsed()));
        }
        patience
    }

    fn hear(&mut self, event: Event) -> std::result::Result<Option<End>, Failure> {
        match event {
            Event::Key(key) => return self.press(key),
            Event::Touched => self.checks.saves.touched(Instant::now()),
            Event::Job(number, said) => self.hear_job(number, said)?,
            Event::Resized => self.resized = Some(Instant::now()),
            Event::Signal(signal) => return Ok(Some(End::Signal(signal))),
            Event::Continued if self.editor.is_none() => self.screen.resume()?,
            Event::Continued => {}
            Event::TerminalGone(error) => return Err(gone(error)),
        }
        Ok(None)
    }

    /// What is due: a save to check, a chart to draw in another width, an editor that has ended.
    fn look(&mut self) -> std::result::Result<(), Failure> {
        let is_saved = self.checks.saves.look(Instant::now());
        let is_settled = self.resized.take_if(|at| at.elapsed() >= SETTLED).is_some();
        let is_wider_or_narrower = is_settled && self.screen.size().0 != self.columns;
        if is_saved {
            self.show(Page::Verdict);
        }
        if is_saved || is_wider_or_narrower {
            self.check()?;
        }
        let has_ended = |editor: &mut Child| !matches!(editor.try_wait(), Ok(None));
        if self.editor.take_if(has_ended).is_some() {
            self.screen.resume()?;
            self.keys.resume();
        }
        Ok(())
    }

    fn hear_job(&mut self, number: u64, said: Said) -> io::Result<()> {
        match &mut self.page {
            Page::Text { text, job, .. } if job.as_ref().is_some_and(|job| job.is(number)) => {
                match said {
                    Said::Line(line) => *text = line,
                    Said::All(all) => {
                        // Where there is no output, the last line on standard error says why.
                        *text = if all.is_empty() {
                            std::mem::take(text)
                        } else {
                            all
                        };
                        *job = None;
                    }
                }
            }
            _ if self.checks.hear(number, said)? => {
                self.progress = Progress::read(self.workbook);
                if matches!(self.page, Page::Verdict) {
                    self.scroll = 0;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn check(&mut self) -> io::Result<()> {
        self.columns = self.screen.size().0;
        self.checks.restart(&mut self.jobs, self.columns)
    }

    fn press(&mut self, key: Key) -> std::result::Result<Option<End>, Failure> {
        self.message.clear();
        match (key, &self.page) {
            (Key::Interrupt, _) => return Ok(Some(End::INTERRUPTED)),
            (Key::Stop, _) => self.stop()?,
            (Key::Char('y'), Page::Question { command, .. }) => {
                let command = *command;
                self.command(command, &[command])?;
            }
            (_, Page::Question { .. }) => self.show(Page::Verdict),
            (Key::Up | Key::Down, Page::List { selected }) => {
                let selected = if key == Key::Up {
                    selected.saturating_sub(1)
                } else {
                    selected + 1
                };
                self.page = Page::List {
                    selected: selected.min(self.exercises.len().saturating_sub(1)),
                };
            }
            (Key::Enter, Page::List { selected }) => {
                let selected = *selected;
                self.go(selected)?;
            }
            (Key::Char('q') | Key::Back | Key::Enter, Page::Text { .. } | Page::List { .. }) => {
                self.show(Page::Verdict)
            }
            (Key::Char('q'), Page::Verdict) => return Ok(Some(End::Quit)),
            (Key::Char(c), _) => self.letter(c)?,
            _ => self.roll(key),
        }
        Ok(None)
    }

    fn letter(&mut self, c: char) -> std::result::Result<(), Failure> {
        match c {
            'n' => self.go(self.following())?,
            'p' => self.go(self.index().saturating_sub(1))?,
            'r' => {
                self.show(Page::Verdict);
                self.check()?;
            }
            'h' => self.command("hint", &["hint"])?,
            's' if self.is_done() => self.command("solution", &["solution"])?,
            's' => self.show(Page::Question {
                question: "see the solution before you have one? y/n",
                command: "solution",
            }),
            'w' if self.is_done() => {
                self.command(
                    "known wrong answers",
                    &["check", "--wrong", "--format", "screen"],
                )?;
            }
            'w' => self.message = "the known wrong answers are shown once it is solved".into(),
            'x' => self.show(Page::Question {
                question: "put it back as it was given? (`undo` brings yours back) y/n",
                command: "reset",
            }),
            'e' => self.edit(),
            'l' => self.show(Page::List {
                selected: self.index(),
            }),
            '?' => self.show(Page::Text {
                title: "keys".into(),
                text: view::HELP.into(),
                job: None,
            }),
            'g' => self.scroll = 0,
            'G' => self.scroll = self.most_scroll,
            _ => self.message = format!("`{}` does nothing; ? shows the keys", c.escape_default()),
        }
        Ok(())
    }

    fn roll(&mut self, key: Key) {
        let page = (self.screen.size().1 / 2).max(1);
        self.scroll = match key {
            Key::Up => self.scroll.saturating_sub(1),
            Key::Down => self.scroll + 1,
            Key::PageUp => self.scroll.saturating_sub(page),
            Key::PageDown => self.scroll + page,
            Key::Top => 0,
            Key::Bottom => self.most_scroll,
            _ => self.scroll,
        }
        .min(self.most_scroll);
    }

    fn show(&mut self, page: Page) {
        self.page = page;
        self.scroll = 0;
    }

    /// Shows what a command of the launcher says of this exercise.
    fn command(&mut self, title: &str, args: &[&str]) -> io::Result<()> {
        let mut args = args.to_vec();
        args.push(&self.checks.exercise.id);
        let job = self.jobs.start(&args, self.screen.size().0)?;
        self.show(Page::Text {
            title: title.into(),
            text: String::new(),
            job: Some(job),
        });
        Ok(())
    }

    fn go(&mut self, index: usize) -> io::Result<()> {
        self.show(Page::Verdict);
        match self.exercises.get(index) {
            Some(exercise) if index != self.index() => {
                self.checks = Checks::of(exercise, self.tell.clone());
                self.check()
            }
            _ => {
                self.message = "there is no other in this direction; l lists all".into();
                Ok(())
            }
        }
    }

    fn index(&self) -> usize {
        let is_this = |other: &&Exercise| other.id == self.checks.exercise.id;
        self.exercises.iter().position(is_this).unwrap_or(0)
    }

    /// The exercise after this one; after the last one the first that is not done.
    fn following(&self) -> usize {
        let index = self.index();
        if index + 1 < self.exercises.len() {
            return index + 1;
        }
        let is_open = |exercise: &&Exercise| !self.knows_as_done(exercise);
        self.exercises.iter().position(is_open).unwrap_or(index)
    }

    fn is_done(&self) -> bool {
        // Also where that could not be saved.
        let passed = |verdict: &Verdict| verdict.how == How::Passed;
        self.knows_as_done(self.checks.exercise) || self.checks.verdict.as_ref().is_some_and(passed)
    }

    fn knows_as_done(&self, exercise: &Exercise) -> bool {
        self.progress
            .as_ref()
            .is_ok_and(|progress| progress.is_done(exercise))
    }

    fn edit(&mut self) {
        let path = &self.checks.exercise.answer.path;
        let shown = self.workbook.shown(path).display();
        let Some(editor) = editor::find() else {
            self.message = format!("no editor is known: set EDITOR, or open {shown} yourself");
            return;
        };
        self.keys.pause();
        self.screen.suspend();
        match editor::open(&editor, path) {
            Ok(Opened::InTerminal(child)) => {
                self.editor = Some(child);
                return;
            }
            Ok(Opened::InWindow(mut child)) => {
                thread::spawn(move || child.wait());
                self.message = format!("{shown} is open in {}", editor[0]);
            }
            Err(e) => self.message = format!("{} cannot be started ({e}): set EDITOR", editor[0]),
        }
        self.keys.resume();
        // A terminal that is gone is noticed at the next drawing.
        let _ = self.screen.resume();
    }

    /// An editor that keeps what is not saved yet gets the time for it.
    fn close_editor(&mut self) {
        let Some(mut editor) = self.editor.take() else {
            return;
        };
        #[cfg(unix)]
        {
            let id = rustix::process::Pid::from_child(&editor);
            let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
            for _ in 0..20 {
                if !matches!(editor.try_wait(), Ok(None)) {
                    return;
                }
                thread::sleep(EDITING);
            }
        }
        let _ = editor.kill();
        let _ = editor.wait();
    }

    /// Gives the terminal to the shell. The check that goes on is ended, and begun anew afterwards.
    fn stop(&mut self) -> io::Result<()> {
        let was_running = self.checks.running.take().is_some();
        self.keys.pause();
        self.screen.suspend();
        signals::stop();
        self.screen.resume()?;
        self.keys.resume();
        if was_running { self.check() } else { Ok(()) }
    }

    fn draw(&mut self) -> std::result::Result<(), Failure> {
        if self.editor.is_some() {
            return Ok(());
        }
        let (columns, rows) = self.screen.size();
        let frame = view::frame(&self.view(), columns, rows);
        self.most_scroll = frame.most_scroll;
        self.scroll = self.scroll.min(frame.most_scroll);
        let size = (columns, rows);
        self.screen.draw(frame.lines, size).map_err(gone)
    }

    fn view(&self) -> view::View<'_> {
        let exercise = self.checks.exercise;
        let done = self
            .exercises
            .iter()
            .filter(|exercise| self.knows_as_done(exercise))
            .count();
        view::View {
            place: Place {
                number: self.index() + 1,
                all: self.exercises.len(),
                done,
            },
            id: &exercise.id,
            task: exercise.task().unwrap_or_default(),
            path: self
                .workbook
                .shown(&exercise.answer.path)
                .display()
                .to_string(),
            chapter: exercise.chapter(),
            status: self.status(),
            body: self.body(),
            scroll: self.scroll,
            notice: self.notice(),
            following: self
                .exercises
                .get(self.following())
                .filter(|_| done < self.exercises.len())
                .map(|e| e.id.as_str()),
            unicode: terminal::page(false).unicode,
        }
    }

    fn status(&self) -> Status<'_> {
        match (&self.checks.running, &self.checks.verdict) {
            (Some(running), _) => Status::Checking(&running.told, running.since.elapsed()),
            (None, Some(verdict)) => match verdict.how {
                How::Passed => Status::Passed,
                How::NotYet => Status::NotYet(&verdict.brief),
                How::Fault => Status::Fault(&verdict.brief),
            },
            (None, None) => Status::NotYet("not checked"),
        }
    }

    fn body(&self) -> Body<'_> {
        match &self.page {
            Page::Verdict => Body::Verdict(
                self.checks
                    .verdict
                    .as_ref()
                    .map_or("", |verdict| &verdict.text),
            ),
            Page::Text { title, text, job } => Body::Text {
                title,
                text,
                is_ready: job.is_none(),
            },
            Page::List { selected } => Body::List {
                selected: *selected,
                exercises: self
                    .exercises
                    .iter()
                    .map(|e| (e.id.as_str(), self.knows_as_done(e)))
                    .collect(),
            },
            Page::Question { question, .. } => Body::Question(question),
        }
    }

    /// What else has to be said: the answer to the last key before all.
    fn notice(&self) -> String {
        let verdict = self.checks.verdict.as_ref();
        let warning = verdict.map_or("", |verdict| &verdict.warning);
        let polling = |why: &str| format!("{why}: looking four times a second");
        match (&self.message, self.checks.saves.trouble(), &self.progress) {
            (message, ..) if !message.is_empty() => message.clone(),
            (_, Some(why), _) => polling(why),
            (_, _, Err(error)) => error.to_string(),
            _ if !warning.is_empty() => warning.to_string(),
            _ if !self.checks.saves.are_there() => {
                "exercise.rs or tests.rs is gone: x puts the exercise back".into()
            }
            _ => String::new(),
        }
    }
}
