//! Wrong: asks again for a page that will never be there.
//! Fails: takes_no_for_an_answer

use reqwest::{Client, Url};
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
            if response.status().is_success() {
                return Ok(response.error_for_status()?.text().await?);
            }
            sleep(busy_for(&response).unwrap_or(WAIT)).await;
        }
    };
    timeout(within, asking)
        .await
        .unwrap_or(Err(FetchError::Late))
}

#[cfg(test)]
mod tests;
