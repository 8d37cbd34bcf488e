//! Wrong: looks at the number of attempts after the wait for the next one, too late if only one is allowed.
//! Fails: asks_no_more_than_it_may

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
    let mut attempt = 1;
    loop {
        let result = fetch().await;
        if result != Err(FetchError::Busy) {
            return result;
        }
        sleep(wait).await;
        wait *= 2;
        attempt += 1;
        if attempt >= attempts {
            return fetch().await;
        }
    }
}

#[cfg(test)]
mod tests;
