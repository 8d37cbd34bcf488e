//! What the recorder keeps beside the span of a lane.

use super::polls;
use super::state::State;
use observer::trace::{LaneId, Record};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use tracing::Metadata;

/// The root, a task, or a call of an instrumented function.
pub struct Lane {
    /// A call has none before its first poll: a future that is made does nothing yet.
    id: AtomicU32,
    pub call: Option<Call>,
    pub blocking: bool,
    /// How many wakers of a task there are, besides the one that it is polled with.
    pub wakers: AtomicI32,
    /// The thread's [`polls::ticks`] at the end of the last poll.
    pub ticks: AtomicU64,
    /// The last pair of enter and exit bears the marks of a drop before the end.
    pub dropped: AtomicBool,
    /// It is a root whose end is written already.
    pub ended: AtomicBool,
}

/// An instrumented function that is called.
pub struct Call {
    pub meta: &'static Metadata<'static>,
    /// The first, until it is written.
    pub argument: Mutex<String>,
}

impl Lane {
    pub fn new(id: LaneId, call: Option<Call>, blocking: bool) -> Lane {
        let (ticks, dropped) = (AtomicU64::new(polls::ticks()), AtomicBool::new(false));
        Lane {
            id: AtomicU32::new(id),
            call,
            blocking,
            wakers: AtomicI32::new(0),
            ticks,
            dropped,
            ended: AtomicBool::new(false),
        }
    }

    /// Whether it is a task of which nobody has a waker. The root's wakers are our own, and counted by themselves.
    pub fn is_deaf(&self) -> bool {
        match polls::root().filter(|root| root.lane() == self.id()) {
            _ if self.call.is_some() => false,
            // One is the root's, one is in this function.
            Some(root) => Arc::strong_count(&root) == 2,
            None => self.wakers.load(Relaxed) == 0,
        }
    }

    pub fn id(&self) -> LaneId {
        self.id.load(Relaxed)
    }

    /// Writes that the instrumented function is called, if it is one that was not polled yet: so it gets its number.
    pub fn begin(&self, caller: LaneId, t: u64, state: &mut State) {
        let (0, Some(call)) = (self.id(), &self.call) else {
            return;
        };
        let id = state.new_lane();
        let at = state.place(
            call.meta.file().unwrap_or(""),
            call.meta.line().unwrap_or(0),
        );
        let a = std::mem::take(&mut *call.argument.lock().unwrap_or_else(PoisonError::into_inner));
        state.write(Record::Span {
            t,
            id,
            parent: caller,
            n: call.meta.name().into(),
            a,
            at,
        });
        self.id.store(id, Relaxed);
    }
}
