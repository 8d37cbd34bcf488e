//! Wrong: takes its first reading before it looks how many it is to take.
//! Fails: reads_as_often_as_it_is_told

use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Takes `times` readings of `sensor`, none if that is 0, and returns them as
/// soon as the last is there. The first reading begins at once, each further one
/// at a whole number of periods after the first. Two must never be under way at
/// the same time: when one takes longer than its period, the next begins at its
/// end, only once for all that was missed, and the one after that is in step
/// again.
async fn poll_every(period: Duration, times: usize, sensor: impl AsyncFn() -> u32) -> Vec<u32> {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut readings = Vec::new();
    loop {
        ticks.tick().await;
        readings.push(sensor().await);
        if readings.len() >= times {
            return readings;
        }
    }
}

#[cfg(test)]
mod tests;
