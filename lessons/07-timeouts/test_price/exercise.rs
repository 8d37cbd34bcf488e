//! Write the tests of a price that may not let you wait: one right program must pass, and six wrong ones must not.
//!
//!     cargo run -q -- check timeouts/test_price

use programs::price;
use std::time::Duration;
use tokio::time::Instant;

/// `price(delay)` asks a market that answers after `delay`, and returns `"42, of
/// today"` as soon as it has the answer. After 200 ms without one it returns
/// `"40, of yesterday"`, and waits no longer.
#[tokio::test(start_paused = true)]
async fn knows_the_price() {
    let start = Instant::now();
    let price: &str = price(Duration::ZERO).await;
    let passed: Duration = start.elapsed();
    todo!("what do {price:?} and {passed:?} say of it, and which other delays say more?")
}

#[cfg(test)]
mod programs;
