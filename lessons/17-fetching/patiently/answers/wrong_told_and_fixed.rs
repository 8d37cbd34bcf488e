//! Wrong: waits as long as it is told, and then some.
//! Fails: waits_no_longer_than_it_is_told

use reqwest::{Client, StatusCode, Url};
use small_web::busy_for;
use std::time::Duration;
use thiserror::Error;
use tokio::time::{sleep, timeout};

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
        loop {
            let response = client.get(url.clone()).send().await?;
            if response.status() != StatusCode::SERVICE_UNAVAILABLE {
                return Ok(response.error_for_status()?.text().await?);
            }
            sleep(WAIT + busy_for(&response).unwrap_or_default()).await;
        }
    };
    timeout(within, asking)
        .await
        .unwrap_or(Err(FetchError::Late))
}

#[cfg(test)]
mod tests;
