//! The waker that the root future is polled with: it tells the recorder, and wakes.

use super::Recorder;
use observer::trace::LaneId;
use std::sync::Arc;
use std::task::{Wake, Waker};

pub struct RootWaker {
    inner: Waker,
    lane: LaneId,
    recorder: Recorder,
}

impl RootWaker {
    /// Wakes what `inner` wakes, the root, which is this lane.
    pub fn new(inner: Waker, lane: LaneId, recorder: Recorder) -> RootWaker {
        RootWaker {
            inner,
            lane,
            recorder,
        }
    }

    /// Whether it wakes what this waker wakes.
    pub fn is_of(&self, inner: &Waker) -> bool {
        self.inner.will_wake(inner)
    }

    pub fn lane(&self) -> LaneId {
        self.lane
    }
}

impl Wake for RootWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.recorder.wake(self.lane);
        self.inner.wake_by_ref();
    }
}
