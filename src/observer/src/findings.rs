//! What is said of a run: named sentences with numbers, each drawn from the view by one rule.
//!
//! The list is closed: [`ALL`] has every name, its kind and what it means. A finding's name is also the id of the
//! section of the book that explains it.

mod concurrency;
mod endings;
mod lateness;
mod panics;
mod source;
mod stuck;

pub use panics::named as of_panic;

use crate::trace::LaneId;
use crate::view::{At, View};

/// One sentence about a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its name in [`ALL`].
    pub name: &'static str,
    /// Good news, or a mistake.
    pub kind: Kind,
    /// The sentence: lower case, without a full stop, with numbers.
    pub message: String,
    /// The place in the source that it speaks of.
    pub at: Option<At>,
    /// The lanes that it speaks of.
    pub lanes: Vec<LaneId>,
}

/// Whether a finding is good news or bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What happened, without a judgement.
    Fact,
    /// What is wrong, unless it was meant.
    Mistake,
}

/// An entry of the closed list.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The field's word for it.
    pub name: &'static str,
    /// Good news, or a mistake.
    pub kind: Kind,
    /// How it is found.
    pub how: How,
    /// What it means, in one sentence.
    pub meaning: &'static str,
}

/// How a finding is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// From the trace of a plain run, with the source beside it.
    Trace,
    /// By a trial, which runs a test many times: another order of the tasks, a drop at another wait, bytes in other
    /// pieces. The test asserts what must hold; the trial names what is broken.
    Trial,
    /// Only by a test, which names itself.
    Test,
}

/// All findings that there are.
pub const ALL: [Entry; 30] = [
    mistake(
        "sequential",
        How::Trace,
        "calls that could wait together waited one after another",
    ),
    mistake(
        "not_concurrent",
        How::Trace,
        "calls that compute were joined, and shared one thread",
    ),
    mistake(
        "over_limit",
        How::Trace,
        "more was in progress at once than a limit allows",
    ),
    mistake(
        "snoozed",
        How::Trace,
        "a future was woken, and nobody polled it",
    ),
    mistake(
        "blocked_thread",
        How::Trace,
        "one poll held the thread, so that nothing else could run",
    ),
    mistake(
        "never_yields",
        How::Trace,
        "what was awaited was ready each time, so that nothing else could run",
    ),
    mistake(
        "deadlock",
        How::Trace,
        "nothing was left that could wake a task",
    ),
    mistake(
        "livelock",
        How::Trace,
        "tasks ran and ran, and the clock stood still",
    ),
    mistake(
        "self_wake_storm",
        How::Trace,
        "a future woke itself in each of its polls",
    ),
    mistake(
        "no_waker",
        How::Trace,
        "a future answered `Pending` and left nobody its waker",
    ),
    mistake(
        "unflushed",
        How::Trace,
        "bytes were still in a buffer when their writer waited for an answer",
    ),
    mistake(
        "no_eof",
        How::Trace,
        "a stream was read to its end, and nobody ended it",
    ),
    mistake(
        "poll_after_ready",
        How::Trace,
        "a future was polled after it had finished",
    ),
    mistake(
        "runtime_misuse",
        How::Trace,
        "Tokio was asked for what it can only do elsewhere",
    ),
    mistake(
        "orphan_task",
        How::Trace,
        "a task went on after whoever waited for it had given up",
    ),
    mistake(
        "aborted_at_exit",
        How::Trace,
        "a task was dropped because the program ended",
    ),
    mistake(
        "never_polled",
        How::Trace,
        "a future was made and dropped without being polled",
    ),
    mistake(
        "lost_panic",
        How::Trace,
        "a task panicked and nobody will know",
    ),
    mistake(
        "lost_error",
        How::Trace,
        "a task ended with an error and nobody will know",
    ),
    mistake(
        "tick_burst",
        How::Trace,
        "an interval made up for missed ticks all at once",
    ),
    mistake(
        "duplicate_work",
        How::Trace,
        "several callers did the same work, since each saw that it was not done yet",
    ),
    mistake(
        "big_future",
        How::Trace,
        "a future of many bytes was spawned",
    ),
    mistake(
        "lost_update",
        How::Trial,
        "a value was read, and changed by another before it was written back",
    ),
    mistake(
        "lost_data",
        How::Trial,
        "what was sent or read has not arrived",
    ),
    mistake(
        "broken_invariant",
        How::Trial,
        "a cancellation or another order left things half done",
    ),
    mistake(
        "wrong_time",
        How::Trial,
        "something came at another time than it should",
    ),
    mistake(
        "starved_branch",
        How::Trial,
        "a branch was ready and another was taken each time",
    ),
    mistake(
        "unbounded_queue",
        How::Test,
        "a queue grew as its reader fell behind",
    ),
    fact("concurrent", How::Trace, "calls waited at the same time"),
    fact(
        "cancelled",
        How::Trace,
        "a future was dropped before it had finished",
    ),
];

const fn mistake(name: &'static str, how: How, meaning: &'static str) -> Entry {
    Entry {
        name,
        kind: Kind::Mistake,
        how,
        meaning,
    }
}

const fn fact(name: &'static str, how: How, meaning: &'static str) -> Entry {
    Entry {
        name,
        kind: Kind::Fact,
        how,
        meaning,
    }
}

/// All findings of a run, the mistakes first, each kind in the order of the list.
pub fn find(view: &View) -> Vec<Finding> {
    let rules = [
        concurrency::find,
        concurrency::not_concurrent,
        concurrency::over_limit,
        concurrency::duplicate_work,
        lateness::snoozed,
        lateness::tick_burst,
        stuck::blocked_thread,
        stuck::never_yields,
        stuck::deadlock,
        stuck::livelock,
        stuck::self_wake_storm,
        stuck::no_waker,
        stuck::unflushed,
        stuck::no_eof,
        panics::find,
        endings::cancelled,
        endings::orphan_task,
        endings::aborted_at_exit,
        endings::lost_panic,
        endings::lost_error,
        endings::never_polled,
        endings::big_future,
    ];
    let mut findings: Vec<Finding> = rules.iter().flat_map(|rule| rule(view)).collect();
    findings.sort_by_key(|finding| (finding.kind == Kind::Fact, order(finding.name)));
    findings
}

/// What a run leaves behind: tasks that were alive, handles that were dropped, futures that were never polled, errors
/// and panics that nobody read.
const LEAKS: [&str; 5] = [
    "orphan_task",
    "aborted_at_exit",
    "never_polled",
    "lost_panic",
    "lost_error",
];

impl Finding {
    /// Whether it tells of something that the run has left behind.
    pub fn is_leak(&self) -> bool {
        LEAKS.contains(&self.name)
    }

    /// Makes a finding of the list. Whoever names one that is not on it hears so from the first test.
    pub fn new(name: &'static str, message: String, at: Option<At>, lanes: Vec<LaneId>) -> Finding {
        Finding {
            name,
            kind: ALL[order(name)].kind,
            message,
            at,
            lanes,
        }
    }
}

fn order(name: &str) -> usize {
    ALL.iter()
        .position(|entry| entry.name == name)
        .unwrap_or_else(|| panic!("`{name}` is not on the list of findings"))
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
