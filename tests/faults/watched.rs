//! Watch mode, driven from outside: without a terminal, through its lines; and on a terminal, through its screen.
#![cfg(unix)]

use crate::support::launcher;
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{BufRead, BufReader, Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Nothing here takes so long, unless it never comes.
pub const LONG: Duration = Duration::from_secs(60);

/// Looks until it is so. Panics with what there was if that never is.
pub fn until<T>(mut look: impl FnMut() -> Option<T>, what: impl Fn() -> String) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < LONG, "it never came: {}", what());
        thread::sleep(Duration::from_millis(2));
    }
}

/// What all processes of one run bear in their environment.
pub fn tag() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!(
        "{}-{}",
        process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    )
}

/// Waits until no process bears the tag.
#[cfg(target_os = "linux")]
pub fn none_is_left(tag: &str) {
    let tagged = || {
        let entries = std::fs::read_dir("/proc").unwrap().flatten();
        let bears = |path: &std::path::PathBuf| {
            let environment = std::fs::read(path.join("environ")).unwrap_or_default();
            String::from_utf8_lossy(&environment)
                .split('\0')
                .any(|v| v == format!("WORKBOOK_TEST={tag}"))
        };
        let about = |path: std::path::PathBuf| {
            String::from_utf8_lossy(&std::fs::read(path.join("cmdline")).unwrap_or_default())
                .replace('\0', " ")
        };
        entries
            .map(|entry| entry.path())
            .filter(bears)
            .map(about)
            .collect::<Vec<String>>()
    };
    until(|| tagged().is_empty().then_some(()), || tagged().join("\n"));
}

#[cfg(not(target_os = "linux"))]
pub fn none_is_left(_: &str) {}

/// Watch mode without a terminal.
pub struct Lines {
    child: process::Child,
    lines: Receiver<String>,
    pub tag: String,
    /// All that it has said.
    pub said: Vec<String>,
}

impl Lines {
    pub fn of(root: &Path, id: &str, prepare: impl FnOnce(&mut Command)) -> Lines {
        let mut command = launcher(root);
        command.args(["watch", id]);
        prepare(&mut command);
        Lines::start(command)
    }

    pub fn start(mut command: Command) -> Lines {
        let tag = tag();
        command.env("WORKBOOK_TEST", &tag).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (tell, lines) = mpsc::channel();
        thread::spawn(move || {
            out.lines()
                .map_while(Result::ok)
                .try_for_each(|line| tell.send(line))
        });
        Lines {
            child,
            lines,
            tag,
            said: Vec::new(),
        }
    }

    /// Waits for a line that has this in it.
    pub fn hear(&mut self, word: &str) {
        loop {
            match self.lines.recv_timeout(LONG) {
                Ok(line) => self.said.push(line),
                Err(e) => panic!("never heard {word:?} ({e}): {:#?}", self.said),
            }
            if self.said.last().is_some_and(|line| line.contains(word)) {
                return;
            }
        }
    }

    /// What has been said in the meantime.
    pub fn catch_up(&mut self) {
        self.said.extend(self.lines.try_iter());
    }

    /// How often a verdict was told.
    pub fn verdicts(&mut self) -> usize {
        self.catch_up();
        self.said
            .iter()
            .filter(|line| line.starts_with("one/first: "))
            .count()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !thread::panicking() {
            none_is_left(&self.tag);
        }
    }
}

/// A program on a terminal.
pub struct Terminal {
    pub tag: String,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    log: Arc<Mutex<Vec<u8>>>,
    before: String,
}

impl Terminal {
    /// The launcher in `root` with these arguments.
    pub fn of(
        root: &Path,
        args: &[&str],
        size: (u16, u16),
        prepare: impl FnOnce(&mut CommandBuilder),
    ) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_workbook"));
        command.args(args);
        Terminal::start(command, root, size, prepare)
    }

    pub fn start(
        mut command: CommandBuilder,
        root: &Path,
        (columns, rows): (u16, u16),
        prepare: impl FnOnce(&mut CommandBuilder),
    ) -> Terminal {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let before = modes(&*pair.master);
        let tag = tag();
        command.cwd(root);
        for name in [
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "COLUMNS",
            "VISUAL",
            "EDITOR",
        ] {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("WORKBOOK_TEST", &tag);
        prepare(&mut command);
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(
            cells(rows),
            cells(columns),
            0,
        )));
        let mut output = pair.master.try_clone_reader().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (parser, kept) = (screen.clone(), log.clone());
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = output.read(&mut bytes) {
                kept.lock().unwrap().extend_from_slice(&bytes[..n]);
                parser.lock().unwrap().process(&bytes[..n]);
            }
        });
        Terminal {
            tag,
            child,
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            screen,
            log,
            before,
        }
    }

    pub fn press(&mut self, keys: &str) {
        // An error means that the program has ended.
        let _ = self
            .keys
            .write_all(keys.as_bytes())
            .and_then(|()| self.keys.flush());
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen
            .lock()
            .unwrap()
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    pub fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// All that was sent to the terminal.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&self.log.lock().unwrap()).into_owned()
    }

    /// Waits until the screen shows this.
    pub fn see(&self, word: &str) {
        until(
            || self.text().contains(word).then_some(()),
            || format!("{word:?} in\n{}", self.text()),
        );
    }

    pub fn is_full_screen(&self) -> bool {
        self.screen.lock().unwrap().screen().alternate_screen()
    }

    /// Whether a line went over the right edge.
    pub fn has_wrapped(&self) -> bool {
        let parser = self.screen.lock().unwrap();
        let rows = parser.screen().size().0;
        (0..rows.get()).any(|row| parser.screen().row_wrapped(row))
    }

    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn end(&mut self) -> ExitStatus {
        let screen = self.screen.clone();
        let text = || screen.lock().unwrap().screen().contents();
        until(|| self.child.try_wait().unwrap(), text)
    }

    /// The terminal is as it was, and nothing that was started is left.
    pub fn is_sane(&self) {
        assert_eq!(modes(&*self.master), self.before);
        let is_plain = || {
            let parser = self.screen.lock().unwrap();
            (!parser.screen().alternate_screen() && !parser.screen().hide_cursor()).then_some(())
        };
        until(is_plain, || self.text());
        none_is_left(&self.tag);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// What the parser counts in.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
