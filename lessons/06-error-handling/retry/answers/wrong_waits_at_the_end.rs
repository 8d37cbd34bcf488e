//! Wrong: waits after every failure, and so keeps the caller waiting for an error that is known.
//! Fails: gives_up_without_another_wait

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
    let mut wait = FIRST_WAIT;
    let mut last = fetch().await;
    for attempt in 1..=attempts {
        if last != Err(FetchError::Busy) {
            break;
        }
        sleep(wait).await;
        wait *= 2;
        if attempt < attempts {
            last = fetch().await;
        }
    }
    last
}

#[cfg(test)]
mod tests;
