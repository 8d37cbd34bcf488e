//! Wrong: limits the questions and the waits, and reads the text for as long as it likes.
//! Fails: the_text_must_come_within_the_time_too

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
                return response.error_for_status();
            }
            sleep(busy_for(&response).unwrap_or(WAIT)).await;
        }
    };
    let response = timeout(within, asking).await;
    Ok(response.map_err(|_| FetchError::Late)??.text().await?)
}

#[cfg(test)]
mod tests;
