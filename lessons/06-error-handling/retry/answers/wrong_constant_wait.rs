//! Wrong: waits equally long each time, and keeps a busy server busy.
//! Fails: waits_twice_as_long_each_time

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
    let wait = FIRST_WAIT;
    for _ in 1..attempts {
        match fetch().await {
            Err(FetchError::Busy) => sleep(wait).await,
            result => return result,
        }
    }
    // The last attempt: whatever it gives is the result.
    fetch().await
}

#[cfg(test)]
mod tests;
