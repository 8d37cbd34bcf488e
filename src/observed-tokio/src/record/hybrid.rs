//! The hybrid clock: the paused clock, moved on by the real time for which a thread was held.
//!
//! It is moved in whole steps, so that a rerun is likely to be the same. What it shows can mislead (a deadline set
//! after a block comes too early), so it is for showing, never for tests.

use super::Recorder;
use observer::trace::Clock;
use real::time::advance;
use std::cell::Cell;
use std::future::Future;
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

const STEP: Duration = Duration::from_millis(10);
/// A park that is over sooner did not wait: the paused clock jumped to the next timer.
const SHORTEST_PARK: Duration = Duration::from_millis(1);

thread_local! {
    /// The time at which this thread was parked, on the program's clock.
    static PARKED_AT: Cell<u64> = const { Cell::new(0) };
    /// What was parked and is less than a step. While the pool works, Tokio parks for a few milliseconds at a time.
    static OWED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

pub fn before_park(recorder: &Recorder) {
    if recorder.0.clock == Clock::Hybrid {
        PARKED_AT.set(recorder.state().now());
    }
}

/// What the thread slept through while it was parked, because the blocking pool worked, has passed too.
pub fn after_park(recorder: &Recorder) {
    let parked = recorder.0.watch.take_parked();
    if recorder.0.clock != Clock::Hybrid || parked < SHORTEST_PARK {
        return;
    }
    let passed = Duration::from_micros(recorder.state().now() - PARKED_AT.get());
    let owed = OWED.get() + parked.saturating_sub(passed);
    jump(owed);
    OWED.set(owed - in_steps(owed));
}

/// Rounds down to whole steps.
pub fn in_steps(time: Duration) -> Duration {
    STEP * (time.as_millis() / STEP.as_millis()) as u32
}

/// Moves the paused clock, in whole steps. `advance` does so when it is first polled.
pub fn jump(by: Duration) {
    let by = in_steps(by);
    if by.is_zero() || real::runtime::Handle::try_current().is_err() || !is_paused() {
        return;
    }
    let mut advance = std::pin::pin!(advance(by));
    let _ = advance
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
}

/// Whether the clock still stands. A program may call `tokio::time::resume`; then `advance` would panic, and the clock
/// goes by itself, as the program wants it to. Tokio does not tell, but a clock that goes does not show the same twice.
fn is_paused() -> bool {
    let (before, start) = (real::time::Instant::now(), Instant::now());
    while start.elapsed() < Duration::from_micros(2) {
        std::hint::spin_loop();
    }
    real::time::Instant::now() == before
}
