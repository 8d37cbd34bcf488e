//! The keys, heard by a thread of their own, so that they are alive whatever else goes on.

use super::Event;
use crossterm::event::{self, Event as Input, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Thread};
use std::time::Duration;

/// How soon the terminal is let go of when another program needs it.
const TURN: Duration = Duration::from_millis(50);

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A letter or a sign.
    Char(char),
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Enter,
    /// Back to the verdict.
    Back,
    /// Ctrl-C
    Interrupt,
    /// Ctrl-Z
    Stop,
}

/// Hears the keys.
pub struct Keys {
    shared: Arc<Shared>,
    listener: Thread,
}

#[derive(Default)]
struct Shared {
    is_paused: AtomicBool,
    turn: Mutex<()>,
}

impl Keys {
    pub fn listen(tell: Sender<Event>) -> Keys {
        let shared = Arc::new(Shared::default());
        let listener = {
            let shared = shared.clone();
            thread::spawn(move || {
                let end = shared.listen(&tell);
                let _ = tell.send(Event::TerminalGone(end));
            })
        };
        Keys {
            shared,
            listener: listener.thread().clone(),
        }
    }

    /// Leaves the keys to another program. When this returns, no key is taken from it.
    pub fn pause(&self) {
        self.shared.is_paused.store(true, Ordering::SeqCst);
        drop(
            self.shared
                .turn
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    pub fn resume(&self) {
        self.shared.is_paused.store(false, Ordering::SeqCst);
        self.listener.unpark();
    }
}

impl Shared {
    /// Tells the keys until the terminal is gone, or nobody hears them.
    fn listen(&self, tell: &Sender<Event>) -> std::io::Error {
        loop {
            let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
            if self.is_paused.load(Ordering::SeqCst) {
                drop(turn);
                thread::park();
                continue;
            }
            match event::poll(TURN).and_then(|is_there| is_there.then(event::read).transpose()) {
                Ok(None) => {}
                Ok(Some(input)) => {
                    if tell_input(input, tell).is_none() {
                        return std::io::ErrorKind::BrokenPipe.into();
                    }
                }
                Err(error) => return error,
            }
        }
    }
}

/// `None` when nobody hears it.
fn tell_input(input: Input, tell: &Sender<Event>) -> Option<()> {
    let event = match input {
        Input::Key(key) if key.kind != KeyEventKind::Release => meaning(key).map(Event::Key),
        Input::Resize(..) => Some(Event::Resized),
        _ => None,
    };
    event.map_or(Some(()), |event| tell.send(event).ok())
}

fn meaning(key: KeyEvent) -> Option<Key> {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        KeyCode::Char('c') if is_control => Key::Interrupt,
        KeyCode::Char('z') if is_control => Key::Stop,
        KeyCode::Char(_) if is_control => return None,
        KeyCode::Char(' ') => Key::PageDown,
        KeyCode::Char('k') => Key::Up,
        KeyCode::Char('j') => Key::Down,
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Top,
        KeyCode::End => Key::Bottom,
        KeyCode::Right => Key::Char('n'),
        KeyCode::Left => Key::Char('p'),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc | KeyCode::Backspace => Key::Back,
        _ => return None,
    })
}
