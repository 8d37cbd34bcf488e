//! Wrong: takes the first 503 for the last word.
//! Fails: asks_again_while_the_server_is_busy

use reqwest::{Client, Url};
use std::time::Duration;
use thiserror::Error;
use tokio::time::timeout;

#[derive(Debug, Error)]
enum FetchError {
    #[error("the time is over")]
    Late,
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}

/// The wait before a busy server is asked again, if it does not say how long that
/// should be.
const WAIT: Duration = Duration::from_millis(100);

/// Fetches the text of `url`, and asks again as long as the server is busy, which
/// is status 503. `busy_for(&response)` tells how long it wants to be left alone
/// before that, if it says so; otherwise it is `WAIT`. Every other failure is an
/// error at once. When `within` is over, for all of this together, the error is
/// `Late`.
async fn patiently(client: &Client, url: &Url, within: Duration) -> Result<String, FetchError> {
    let asking = async {
        {
            let response = client.get(url.clone()).send().await?;
            return Ok(response.error_for_status()?.text().await?);
        }
    };
    timeout(within, asking)
        .await
        .unwrap_or(Err(FetchError::Late))
}

#[cfg(test)]
mod tests;
