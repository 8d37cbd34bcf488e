//! Wrong: looks at the prices, and not at the time.
//! Lets through: wrong_looks_at_the_end

use programs::price;
use std::time::Duration;

/// `price(delay)` asks a market that answers after `delay`, and returns `"42, of
/// today"` as soon as it has the answer. After 200 ms without one it returns
/// `"40, of yesterday"`, and waits no longer.
#[tokio::test(start_paused = true)]
async fn knows_both_prices() {
    assert_eq!(price(Duration::from_millis(199)).await, "42, of today");
    assert_eq!(price(Duration::from_millis(201)).await, "40, of yesterday");
}

#[cfg(test)]
mod programs;
