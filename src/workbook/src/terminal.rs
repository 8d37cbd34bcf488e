//! What the terminal can show, and a line on it that shows that something is going on.

use colored::Colorize;
use observer::draw::text::Page;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Without a terminal, in a log or a pipe, this is what fits everywhere.
const WIDTH_ELSEWHERE: usize = 80;

/// Work that is done sooner than this needs no line of its own.
const PATIENCE: Duration = Duration::from_millis(300);

/// Colours only where there is a terminal that wants them: https://no-color.org.
pub fn choose_colour() {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let forced = env::var("CLICOLOR_FORCE").is_ok_and(|value| value != "0" && !value.is_empty());
    let wanted =
        io::stdout().is_terminal() && !is_dumb() && env::var("CLICOLOR").as_deref() != Ok("0");
    colored::control::set_override(!is_set("NO_COLOR") && (forced || wanted));
}

/// The room for a drawing: that of the terminal; elsewhere what `COLUMNS` says, or what fits everywhere.
pub fn page(ascii: bool) -> Page {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = terminal
        .or_else(|| env::var("COLUMNS").ok()?.parse().ok())
        .unwrap_or(WIDTH_ELSEWHERE);
    Page {
        width: width.clamp(10, 120),
        unicode: !ascii && has_unicode(),
    }
}

/// Whether a person sits in front of a terminal that can be drawn on and read from.
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb()
}

/// One line on standard error.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{} {message}", "error:".red().bold());
}

/// One line on standard error, about what stops nothing.
pub fn warn(message: &str) {
    let _ = writeln!(io::stderr(), "{} {message}", "warning:".yellow().bold());
}

fn is_dumb() -> bool {
    env::var("TERM").as_deref() == Ok("dumb")
}

/// Whether the locale says UTF-8. No locale at all, as in a container, says nothing against it.
fn has_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
    let says_utf8 = |locale: &str| locale.to_lowercase().replace('-', "").contains("utf8");
    cfg!(windows) || !is_dumb() && locale.is_none_or(|locale| says_utf8(&locale))
}

/// A line at the bottom of the terminal that says what is being waited for, and for how long.
/// It is gone when this is dropped. Where there is no terminal it is not there at all.
pub struct Status {
    shared: Arc<Shared>,
    ticker: Option<JoinHandle<()>>,
}

struct Shared {
    what: Mutex<String>,
    start: Instant,
    is_over: AtomicBool,
    is_shown: Mutex<bool>,
}

impl Status {
    pub fn new(what: &str) -> Status {
        let shared = Arc::new(Shared {
            what: Mutex::new(what.to_string()),
            start: Instant::now(),
            is_over: AtomicBool::new(false),
            is_shown: Mutex::new(false),
        });
        let ticker = io::stderr().is_terminal().then(|| {
            let shared = shared.clone();
            thread::spawn(move || shared.tick())
        });
        Status { shared, ticker }
    }

    pub fn set(&self, what: String) {
        *self
            .shared
            .what
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = what;
    }

    /// Takes the line away while something else is printed.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        let mut is_shown = self
            .shared
            .is_shown
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut *is_shown) {
            clear();
        }
        print()
    }
}

impl Shared {
    fn tick(&self) {
        while !self.is_over.load(Ordering::SeqCst) {
            thread::park_timeout(Duration::from_millis(100));
            if self.start.elapsed() > PATIENCE && !self.is_over.load(Ordering::SeqCst) {
                let mut is_shown = self.is_shown.lock().unwrap_or_else(PoisonError::into_inner);
                self.draw();
                *is_shown = true;
            }
        }
    }

    fn draw(&self) {
        let what = self.what.lock().unwrap_or_else(PoisonError::into_inner);
        let line = format!("{what} · {} s", self.start.elapsed().as_secs());
        let width = page(false).width.saturating_sub(1);
        let line: String = line.chars().take(width).collect();
        let _ = write!(io::stderr(), "\r\x1b[K{}", line.dimmed());
        let _ = io::stderr().flush();
    }
}

fn clear() {
    let _ = write!(io::stderr(), "\r\x1b[K");
    let _ = io::stderr().flush();
}

impl Drop for Status {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        if let Some(ticker) = self.ticker.take() {
            ticker.thread().unpark();
            let _ = ticker.join();
            self.aside(|| {});
        }
    }
}
