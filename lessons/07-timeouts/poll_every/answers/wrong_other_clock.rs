//! Wrong: sleeps until the next period of the clock of the machine, which is not that of Tokio.
//! Fails: skips_what_it_has_missed

use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Takes `times` readings of `sensor`, none if that is 0, and returns them as
/// soon as the last is there. The first reading begins at once, each further one
/// at a whole number of periods after the first. Two must never be under way at
/// the same time: when one takes longer than its period, the next begins at its
/// end, only once for all that was missed, and the one after that is in step
/// again.
async fn poll_every(period: Duration, times: usize, sensor: impl AsyncFn() -> u32) -> Vec<u32> {
    let start = Instant::now();
    let mut readings = Vec::new();
    for number in 0..times as u32 {
        sleep((period * number).saturating_sub(start.elapsed())).await;
        readings.push(sensor().await);
    }
    readings
}

#[cfg(test)]
mod tests;
