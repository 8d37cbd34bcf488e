//! A run as lanes, polls and wake-ups. What the records mean is decided here, and nowhere else.
//!
//! Three rules make lanes out of records:
//!
//! 1. A future that was made with `#[instrument]`, and every task, is entered once more when it is dropped.
//!    So the last pair of `poll` and `out` of a lane that ended is its drop, and no poll.
//! 2. A lane ends at its last `out`. Its span may be closed later, since a child's span keeps it.
//! 3. A task whose every poll is a poll of one call is shown as that call.
//!
//! asyncio has no drop: there the last poll of a lane is one like the others, but that of a cancelled one, in which
//! the exception went through it.

mod reader;
mod sources;

pub use sources::{At, Sources};

use crate::trace::{Clock, LaneId, Trace};
use std::fmt;

/// One run, ready to be drawn and to be searched for findings.
#[derive(Debug, Clone)]
pub struct View {
    /// The clock that the times are of.
    pub clock: Clock,
    /// Whether Tokio told of its tasks and resources.
    pub full: bool,
    /// In the order in which they are drawn: a lane, then the lanes inside it, each in order of birth.
    pub lanes: Vec<Lane>,
    /// In the order in which they happened.
    pub wakes: Vec<Wake>,
    /// What happened, in order, for whoever tells it step by step.
    pub steps: Vec<Step>,
    /// The length of the run.
    pub end: u64,
    /// When the runtime was found to be deadlocked.
    pub deadlock: Option<u64>,
    /// The clock was found to stand still: it was stopped.
    pub still: Option<Still>,
    /// The panics, in the order in which they began.
    pub panics: Vec<Panic>,
    /// The ticks of intervals that were taken, in order.
    pub ticks: Vec<Tick>,
    /// How the root future ended, if it did.
    pub exit: Option<Exit>,
    /// Whether the trace was cut because it had become too long.
    pub cut: bool,
}

/// One future that was polled: the root, a task, or a call of an instrumented function.
#[derive(Debug, Clone)]
pub struct Lane {
    /// Its number in the trace.
    pub id: LaneId,
    /// The lane that called or spawned it; 0 if nobody did.
    pub parent: LaneId,
    /// How many lanes it is inside of.
    pub depth: usize,
    /// What it is to the runtime.
    pub kind: Kind,
    /// The function's name; of the root that of the function which runs it, of a task `task`.
    pub name: String,
    /// The first argument of the call.
    pub arg: String,
    /// Where the function stands, or where the task was spawned.
    pub at: Option<At>,
    /// The source of the function, or of what was spawned; empty if the file was not given.
    pub code: String,
    /// When it was first seen.
    pub start: u64,
    /// When it was last seen.
    pub end: u64,
    /// Its polls, without the drop.
    pub polls: Vec<Poll>,
    /// What it printed.
    pub said: Vec<Said>,
    /// What it logged with `tracing`.
    pub logs: Vec<Said>,
    /// How it ended.
    pub outcome: Outcome,
    /// It was dropped because the program ended.
    pub at_exit: bool,
    /// The bytes of a large future that was spawned; else 0.
    pub size: u64,
    /// Nobody had a waker of it when the run was stuck.
    pub deaf: bool,
}

/// What a lane is to the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The future of `block_on`.
    Root,
    /// A spawned task: it runs whether or not anybody awaits it.
    Task,
    /// A closure on the blocking pool.
    Blocking,
    /// A call, polled by the lane that it is inside of.
    Call,
}

/// How a lane ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It returned.
    Done,
    /// It was dropped before it returned.
    Cancelled,
    /// It unwound.
    Panicked,
    /// An exception was raised out of it, in asyncio.
    Raised,
    /// It was still there when the trace ended.
    Open,
}

/// One poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    /// When it began.
    pub start: u64,
    /// When it ended. The same on the virtual clock, unless the clock was moved.
    pub end: u64,
    /// Real milliseconds for which it held the thread, without the polls inside it; 0 if not worth a word.
    pub busy: u32,
    /// What it waits on, where that is known.
    pub on: Option<Wait>,
}

/// What a poll that returned `Pending` waits on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// `sleep 300 ms`, `mutex`, `semaphore`, `oneshot`.
    pub what: String,
    /// Where it was made.
    pub at: Option<At>,
}

/// Text that a lane printed or logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub t: u64,
    /// The text, without its last newline.
    pub text: String,
}

/// One call of a waker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wake {
    /// When.
    pub t: u64,
    /// Who was woken.
    pub of: LaneId,
    /// Who woke it.
    pub by: Waker,
}

/// Who called a waker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waker {
    /// What was being polled, or a task that had just ended. A future that wakes itself wants another turn.
    Lane(LaneId),
    /// The runtime, when a time had come.
    Timer,
    /// The runtime, for another reason: a socket was ready, for example.
    Runtime,
    /// A thread that is none of the runtime's.
    Thread,
}

/// One thing that happened to a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub t: u64,
    /// To whom.
    pub lane: LaneId,
    /// What.
    pub what: What,
}

/// What can happen to a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It began to exist as a task, spawned by a lane. It is not polled yet.
    Spawned(LaneId),
    /// It was polled for the first time.
    Starts,
    /// It was polled again.
    Polled,
    /// It was woken.
    Woken(Waker),
    /// It printed or logged this.
    Says(String),
    /// A poll ended; it waits on this, where that is known.
    Waits(Option<Wait>),
    /// A poll held the thread for so many milliseconds of real time.
    Held(u32),
    /// It ended.
    Ends(Outcome),
}

/// A clock that stood still, poll after poll or in one poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Still {
    /// When.
    pub t: u64,
    /// Milliseconds of a processor's time that passed meanwhile.
    pub cpu: u32,
    /// The innermost lane of the poll that did not end, if one was under way.
    pub in_poll_of: Option<LaneId>,
}

/// The beginning of a panic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panic {
    /// Inside of which lane; 0 if inside of none.
    pub lane: LaneId,
    /// The first line of what it says.
    pub text: String,
    /// Where.
    pub at: Option<At>,
}

/// A tick of an interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// When it was taken.
    pub t: u64,
    /// Who took it.
    pub lane: LaneId,
    /// Where the interval was made.
    pub at: Option<At>,
}

/// How the root future ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// When.
    pub t: u64,
    /// It returned; else it unwound.
    pub ok: bool,
    /// The number that the runner gave the program.
    pub nonce: String,
}

impl View {
    /// Reads the records. `output` is what the program wrote to its standard output; without it nobody says anything.
    /// Times of the real clock are rounded.
    pub fn new(trace: &Trace, output: &[u8], sources: &Sources) -> View {
        match trace.header.clock {
            Clock::Real => reader::read(&trace.rounded(), output, sources),
            Clock::Virtual | Clock::Hybrid => reader::read(trace, output, sources),
        }
    }

    /// The lane with this number.
    pub fn lane(&self, id: LaneId) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.id == id)
    }

    /// A lane in words.
    pub fn who(&self, id: LaneId) -> String {
        self.lane(id).map_or("nobody".into(), Lane::label)
    }

    /// Until when a chart goes. A run that is stuck goes on beyond its last instant, so that what it waits on is seen.
    pub fn shown_end(&self) -> u64 {
        match self.deadlock.or(self.still.map(|still| still.t)) {
            Some(_) => self.end + (self.end / 3).max(1_000),
            None => self.end,
        }
    }

    /// Until when a chart shows a lane.
    pub fn shown_end_of(&self, lane: &Lane) -> u64 {
        if lane.outcome == Outcome::Open {
            self.shown_end()
        } else {
            lane.end
        }
    }

    /// The lanes called or spawned by a lane, in order of birth.
    pub fn inside(&self, id: LaneId) -> impl Iterator<Item = &Lane> {
        self.lanes
            .iter()
            .filter(move |lane| lane.parent == id && lane.id != id)
    }
}

impl Lane {
    /// What tells it from the others: the name and the first argument.
    pub fn label(&self) -> String {
        match self.arg.as_str() {
            "" => self.name.clone(),
            arg => format!("{} {arg}", self.name),
        }
    }

    /// From its first poll to its last.
    pub fn length(&self) -> u64 {
        self.end - self.start
    }

    /// Whether a poll of it held the runtime's thread. On the blocking pool that is what the pool is for.
    pub fn holds_thread(&self) -> bool {
        self.kind != Kind::Blocking && self.polls.iter().any(|poll| poll.busy > 0)
    }

    /// Whether a library spawned it, for itself.
    pub fn is_of_a_library(&self) -> bool {
        self.kind == Kind::Task && self.at.as_ref().is_some_and(At::is_in_a_library)
    }

    /// What it waited on when it was last polled.
    pub fn last_wait(&self) -> Option<&Wait> {
        self.polls.last().and_then(|poll| poll.on.as_ref())
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => write!(f, "{} ({at})", self.what),
            None => f.write_str(&self.what),
        }
    }
}
