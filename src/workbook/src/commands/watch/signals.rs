//! Signals, told as events, so that each end of watch mode is the same end.

use super::Event;
use std::io;
use std::sync::mpsc::Sender;

/// Tells the signals that end a program, and that it goes on after a stop.
#[cfg(unix)]
pub fn listen(tell: Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let mut signals =
        signal_hook::iterator::Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGCONT => Event::Continued,
                _ => Event::Signal(signal),
            };
            let _ = tell.send(event);
        }
    });
    Ok(())
}

/// What Ctrl-Z does where the terminal is not raw. Nothing happens where no shell could let us go on.
#[cfg(unix)]
pub fn stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// Ctrl-C comes as a key, and there are no others.
#[cfg(not(unix))]
pub fn listen(_: Sender<Event>) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub fn stop() {}
