//! Ask a busy server again, each time after a longer wait, and know when to give up.
//!
//!     cargo run -q -- check error-handling/retry

use std::time::Duration;
use thiserror::Error;
use tokio::time::sleep;

#[derive(Debug, Clone, PartialEq, Error)]
enum FetchError {
    /// The next attempt may succeed.
    #[error("the server is busy")]
    Busy,
    /// No attempt will ever succeed.
    #[error("there is no such page")]
    NotFound,
}

/// The wait before the second attempt. Before each further one it is twice as
/// long as the last.
const FIRST_WAIT: Duration = Duration::from_millis(100);

/// Calls `fetch` until it succeeds, at most `attempts` times, and returns its
/// last result. Only `Busy` is worth another attempt, and only before another
/// attempt is there a wait.
async fn retry(
    attempts: u32,
    fetch: impl AsyncFn() -> Result<String, FetchError>,
) -> Result<String, FetchError> {
    let first = fetch().await;
    todo!("after {first:?}, wait {FIRST_WAIT:?} and call `fetch` again, {attempts} times at most")
}

#[cfg(test)]
mod tests;
