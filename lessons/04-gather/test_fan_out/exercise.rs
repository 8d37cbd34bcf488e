//! Write the tests of `fetch_all`: one right program must pass them, and four wrong ones must not.
//!
//!     cargo run -q -- check gather/test_fan_out

use programs::fetch_all;
use std::time::Duration;
use tokio::time::Instant;

/// `fetch_all(&[5, 3])` fetches two pages, one of which takes 5 seconds and the
/// other one 3, and returns `["page after 5 s", "page after 3 s"]`. It fetches
/// all pages at once, however many there are, and returns them in the order of
/// its argument.
#[tokio::test(start_paused = true)]
async fn fetches_all_pages() {
    let start = Instant::now();
    let pages: Vec<String> = fetch_all(&[5]).await;
    let passed: Duration = start.elapsed();
    todo!("what do {pages:?} and {passed:?} say of it, and which other delays say more?")
}

#[cfg(test)]
mod programs;
