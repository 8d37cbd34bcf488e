//! The whole terminal as a screen.

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, DisableLineWrap, EnableLineWrap,
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{queue, terminal};
use std::io::{self, Write};
use std::panic;
use std::process;
use std::sync::Once;

/// What a terminal that does not say its size is taken for, in columns and rows.
const USUAL: (usize, usize) = (80, 24);

/// The whole terminal: raw, without a cursor, on its alternate screen. When this is dropped, and when anything
/// panics, the terminal is as it was before.
pub struct Screen {
    shown: Vec<String>,
    /// The size that it was drawn for.
    drawn: (usize, usize),
}

impl Screen {
    pub fn enter() -> io::Result<Screen> {
        leave_on_panic();
        modes::keep();
        let mut screen = Screen {
            shown: Vec::new(),
            drawn: (0, 0),
        };
        screen.resume()?;
        Ok(screen)
    }

    /// Takes the terminal again, after `suspend` or after the shell had it.
    pub fn resume(&mut self) -> io::Result<()> {
        self.drawn = (0, 0);
        // Whoever had it in between, an editor that was killed say, may have left other modes behind.
        terminal::disable_raw_mode()?;
        modes::restore();
        terminal::enable_raw_mode()?;
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, Hide, DisableLineWrap)?;
        write_out(&bytes)
    }

    /// Gives the terminal back, to an editor or to the shell.
    pub fn suspend(&mut self) {
        leave();
    }

    /// Its columns and rows. A terminal that does not say has the usual ones.
    pub fn size(&self) -> (usize, usize) {
        match terminal::size() {
            Ok((columns, rows)) if columns > 0 && rows > 0 => (columns.into(), rows.into()),
            _ => USUAL,
        }
    }

    /// Shows these lines, which were made for this size, from the top. What has not changed is not sent again, and all
    /// of it appears at once. (The terminal may have got another size since: then all of it is drawn anew next time.)
    pub fn draw(&mut self, lines: Vec<String>, size: (usize, usize)) -> io::Result<()> {
        if (&lines, size) == (&self.shown, self.drawn) {
            return Ok(());
        }
        let mut frame = Vec::new();
        queue!(frame, BeginSynchronizedUpdate)?;
        if size != self.drawn {
            queue!(frame, Clear(ClearType::All))?;
            self.shown.clear();
        }
        for (row, line) in (0..).zip(&lines) {
            if self.shown.get(usize::from(row)) != Some(line) {
                // Cleared before it is written: behind a full line there is nothing to clear but its last character.
                queue!(frame, MoveTo(0, row), Clear(ClearType::UntilNewLine))?;
                frame.extend_from_slice(line.as_bytes());
            }
        }
        queue!(frame, EndSynchronizedUpdate)?;
        self.shown = lines;
        self.drawn = size;
        write_out(&frame)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back as it was. Nobody is left to hear of an error.
fn leave() {
    let mut bytes = Vec::new();
    let _ = queue!(
        bytes,
        EndSynchronizedUpdate,
        EnableLineWrap,
        LeaveAlternateScreen,
        Show
    );
    let _ = write_out(&bytes);
    let _ = terminal::disable_raw_mode();
    modes::restore();
}

/// A panic of any thread is told on the terminal as it was, and ends the launcher.
fn leave_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            leave();
            tell(about);
            process::exit(101);
        }));
    });
}

fn write_out(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// The modes that the terminal had at first.
#[cfg(unix)]
mod modes {
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
    use std::io;
    use std::sync::OnceLock;

    static FIRST: OnceLock<Termios> = OnceLock::new();

    pub fn keep() {
        if let Ok(modes) = tcgetattr(io::stdin()) {
            FIRST.get_or_init(|| modes);
        }
    }

    pub fn restore() {
        if let Some(modes) = FIRST.get() {
            // A terminal that is gone has none.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, modes);
        }
    }
}

/// Elsewhere a program leaves nothing behind that matters here.
#[cfg(not(unix))]
mod modes {
    pub fn keep() {}
    pub fn restore() {}
}
