//! Wrong: never lets the market answer too late.
//! Lets through: wrong_no_limit

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

#[cfg(test)]
mod programs;
