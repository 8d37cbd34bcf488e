//! Wrong: sleeps for what is left of each period, which begins anew after a late reading.
//! Fails: skips_what_it_has_missed

use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Takes `times` readings of `sensor`, none if that is 0, and returns them as
/// soon as the last is there. The first reading begins at once, each further one
/// at a whole number of periods after the first. Two must never be under way at
/// the same time: when one takes longer than its period, the next begins at its
/// end, only once for all that was missed, and the one after that is in step
/// again.
async fn poll_every(period: Duration, times: usize, sensor: impl AsyncFn() -> u32) -> Vec<u32> {
    let mut readings = Vec::new();
    for number in 0..times {
        let end = Instant::now() + period;
        readings.push(sensor().await);
        if number + 1 < times {
            sleep_until(end).await;
        }
    }
    readings
}

#[cfg(test)]
mod tests;
