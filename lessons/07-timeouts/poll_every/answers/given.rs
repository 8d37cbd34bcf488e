//! Read a sensor once in each period, without drift, and without a burst when a reading takes too long.
//!
//!     cargo run -q -- check timeouts/poll_every

use std::time::Duration;

/// Takes `times` readings of `sensor`, none if that is 0, and returns them as
/// soon as the last is there. The first reading begins at once, each further one
/// at a whole number of periods after the first. Two must never be under way at
/// the same time: when one takes longer than its period, the next begins at its
/// end, only once for all that was missed, and the one after that is in step
/// again.
async fn poll_every(period: Duration, times: usize, sensor: impl AsyncFn() -> u32) -> Vec<u32> {
    let first = sensor().await;
    todo!("after {first}, take a reading every {period:?}, {times} in all")
}

#[cfg(test)]
mod tests;
