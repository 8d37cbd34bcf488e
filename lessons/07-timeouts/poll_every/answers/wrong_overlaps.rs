//! Wrong: begins each reading when it is time, even if the one before is still under way.
//! Fails: skips_what_it_has_missed

use futures::future::join_all;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Takes `times` readings of `sensor`, none if that is 0, and returns them as
/// soon as the last is there. The first reading begins at once, each further one
/// at a whole number of periods after the first. Two must never be under way at
/// the same time: when one takes longer than its period, the next begins at its
/// end, only once for all that was missed, and the one after that is in step
/// again.
async fn poll_every(period: Duration, times: usize, sensor: impl AsyncFn() -> u32) -> Vec<u32> {
    let start = Instant::now();
    let readings = (0..times as u32).map(async |number| {
        sleep_until(start + period * number).await;
        sensor().await
    });
    join_all(readings).await
}

#[cfg(test)]
mod tests;
