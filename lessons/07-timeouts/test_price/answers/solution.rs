//! One answer comes a millisecond before the limit and one never: each price is looked at, and each time.

use programs::price;
use std::time::Duration;
use tokio::time::Instant;

/// `price(delay)` asks a market that answers after `delay`, and returns `"42, of
/// today"` as soon as it has the answer. After 200 ms without one it returns
/// `"40, of yesterday"`, and waits no longer.
#[tokio::test(start_paused = true)]
async fn takes_an_answer_that_is_in_time() {
    let start = Instant::now();
    assert_eq!(price(Duration::from_millis(199)).await, "42, of today");
    assert_eq!(start.elapsed(), Duration::from_millis(199));
}

#[tokio::test(start_paused = true)]
async fn waits_no_longer_than_the_limit() {
    let start = Instant::now();
    assert_eq!(price(Duration::from_secs(3600)).await, "40, of yesterday");
    assert_eq!(start.elapsed(), Duration::from_millis(200));
}

#[cfg(test)]
mod programs;
