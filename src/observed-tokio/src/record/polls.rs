//! What is under way on this thread: the polls, one inside the other, and whose doing a wake-up is.

use super::root_waker::RootWaker;
use super::stall;
use observer::trace::LaneId;
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Weak};

thread_local! {
    /// A future that has finished is dropped at once: if anything happened between its last poll and its drop, it had
    /// not finished.
    static TICKS: Cell<u64> = Cell::new(first_tick());
    /// The polls that are under way on this thread, outermost first.
    static POLLS: RefCell<Vec<PollUnderWay>> = const { RefCell::new(Vec::new()) };
    static ROOT: RefCell<Weak<RootWaker>> = const { RefCell::new(Weak::new()) };
    /// The root that is being dropped on this thread after it has finished.
    static FINISHED: Cell<LaneId> = const { Cell::new(0) };
    /// The task that has just ended on this thread: a wake-up that follows at once is its doing.
    static ENDED: Cell<LaneId> = const { Cell::new(0) };
}

/// A poll that has begun.
pub struct PollUnderWay {
    pub lane: LaneId,
    pub since: stall::Start,
    pub since_virtual: u64,
    /// What it waits on, and where that was made.
    pub on: String,
    /// The wait that `on` tells of, as a span.
    pub on_span: u64,
    /// A wait that was not over was dropped inside.
    pub pending_dropped: bool,
    /// Wakers dropped inside, less those of waits that were over: such a wait may keep its last waker.
    pub wakers_dropped: i32,
    /// Something happened since the lane's last poll.
    pub late: bool,
    /// The lane was entered so many times more inside of itself.
    again: u32,
    /// How many wakers of the root there were when it began.
    root_wakers: usize,
}

impl PollUnderWay {
    /// Whether a wait was dropped inside that was not over.
    pub fn has_dropped_a_wait(&self) -> bool {
        let root_wakers_dropped = self.root_wakers as i32 - root_wakers() as i32;
        self.pending_dropped || self.wakers_dropped + root_wakers_dropped > 0
    }
}

/// A poll of this lane begins. `late` says that something happened since its last.
pub fn begin(lane: LaneId, since_virtual: u64, late: bool) {
    let poll = PollUnderWay {
        lane,
        since: stall::Start::now(),
        since_virtual,
        on: String::new(),
        on_span: 0,
        pending_dropped: false,
        wakers_dropped: 0,
        late,
        again: 0,
        root_wakers: root_wakers(),
    };
    POLLS.with_borrow_mut(|polls| polls.push(poll));
}

/// Whether the lane is entered inside of itself. That is no poll of its own, and only counted.
pub fn is_entered_again(lane: LaneId) -> bool {
    POLLS.with_borrow_mut(|polls| {
        let found = polls.iter_mut().find(|poll| lane != 0 && poll.lane == lane);
        found.map(|poll| poll.again += 1).is_some()
    })
}

/// Takes the poll of this lane that is under way, unless the lane is still inside of itself.
pub fn end(lane: LaneId) -> Option<PollUnderWay> {
    POLLS.with_borrow_mut(|polls| {
        let i = polls.iter().rposition(|poll| poll.lane == lane)?;
        if polls[i].again > 0 {
            polls[i].again -= 1;
            return None;
        }
        Some(polls.remove(i))
    })
}

/// Changes the innermost poll, if one is under way.
pub fn innermost(change: impl FnOnce(&mut PollUnderWay)) {
    POLLS.with_borrow_mut(|polls| polls.last_mut().map(change));
}

/// The lane that is being polled on this thread, or 0.
pub fn current_lane() -> LaneId {
    POLLS.with_borrow(|polls| polls.last().map_or(0, |p| p.lane))
}

/// Who calls a waker on this thread now: the lane that is being polled, or the task that has just ended, or 0.
pub fn waker_of_now() -> LaneId {
    match current_lane() {
        0 => ENDED.get(),
        lane => lane,
    }
}

/// A task has ended: a wake-up that follows at once is its doing.
pub fn task_ended(task: LaneId) {
    ENDED.set(task);
}

/// The task that has just ended has told those who waited for it.
pub fn end_is_told() {
    ENDED.set(0);
}

/// From now on the clones of this waker are counted: fewer after a drop than before means that it was waited on.
pub fn watch_root(waker: &Arc<RootWaker>) {
    ROOT.set(Arc::downgrade(waker));
}

/// The root's own waker, while the root is polled.
pub fn root() -> Option<Arc<RootWaker>> {
    ROOT.with_borrow(Weak::upgrade)
}

/// The root has finished: whoever still keeps a waker of it, as a set of futures does, waits no more.
pub fn forget_root() {
    ROOT.take();
}

/// A root that has finished is being dropped, and ends with that. Its span may live on: a library that has a thread of
/// its own keeps the span of its caller.
pub fn drops_finished_root() {
    FINISHED.set(current_lane());
}

/// Whether the lane is that root; asked once.
pub fn is_dropped_as_finished(lane: LaneId) -> bool {
    let is_it = FINISHED.get() == lane;
    if is_it {
        FINISHED.take();
    }
    is_it
}

/// Such a library enters that span on its own thread, too. That is no poll.
pub fn is_elsewhere() -> bool {
    current_lane() == 0 && real::runtime::Handle::try_current().is_err()
}

fn root_wakers() -> usize {
    ROOT.with_borrow(Weak::strong_count)
}

/// Something happens outside of a lane's own polls.
pub fn tick() {
    TICKS.set(TICKS.get() + 1);
}

/// How much has happened on this thread.
pub fn ticks() -> u64 {
    TICKS.get()
}

/// No two threads ever count the same, so that a lane that is dropped on another thread is seen to be late.
fn first_tick() -> u64 {
    static THREADS: AtomicU64 = AtomicU64::new(0);
    THREADS.fetch_add(1, Relaxed) << 40
}
