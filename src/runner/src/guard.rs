//! Runs programs that may be wrong in every way, and is rid of them afterwards.
//!
//! On Unix the launcher starts a *shim* (itself, as another process), and the shim starts the program. The shim holds
//! one end of a channel from the launcher: when the launcher dies, by `kill -9` too, the shim hears it and kills all
//! that it has started. It has a session of its own, so that Ctrl-C in the terminal reaches the launcher alone, and it
//! lowers its own limits before it starts the program, which inherits them: no code between `fork` and `exec`, and no
//! `PR_SET_PDEATHSIG`, which fires when the *thread* that started a process ends. On Windows a job object does all this.
//!
//! **Invariant:** when [`Program::run`] returns, or the launcher is gone, no process that the program started is left.

mod limits;
mod output;
#[cfg(unix)]
pub mod shim;
#[cfg(windows)]
#[path = "guard/windows.rs"]
pub mod shim;
mod stop;
#[cfg(unix)]
mod tree;

mod program;
mod words;

pub use limits::{Limits, wall};
pub use output::{Kept, MOST_OUTPUT};
pub use program::{Ended, Heard, Killed, Program};
pub use stop::Stop;
