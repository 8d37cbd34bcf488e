//! What `tests.rs` may call besides Tokio: it makes a wrong answer fail by an assertion, with a sentence, where
//! otherwise it would hang, spin or pass.
//!
//! Three trials run the same program many times, each time a little differently: [`schedules`] changes the order in
//! which tasks run, [`cancel_sweep`] the moment at which a future is dropped, [`jitter`] the pieces in which bytes come.
//! Each stands alone in an ordinary `#[test]` function, since it makes the runtimes that it needs, on the paused clock.
//! It is silent as long as the program holds. What breaks is named by the finding that the caller gives, run once more
//! for the recorder, and can be replayed: `TRIALS_SEED=8 cargo test …`.
//!
//! The programs are plain Tokio: an answer and its tests compile in any project.
#![warn(dead_code, missing_docs)]

mod cancel_sweep;
mod ends_once;
mod jitter;
mod program;
mod report;
mod run;
mod schedules;
mod shuffle;
mod trial;
mod watchdog;

pub use cancel_sweep::cancel_sweep;
pub use ends_once::{EndsOnce, ends_once};
pub use jitter::{Jittered, Pieces, jitter};
pub use program::program;
pub use schedules::schedules;
