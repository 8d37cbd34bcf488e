//! Ask a busy server again when it wants to be asked again, and give up when the time is over.
//!
//!     cargo run -q -- check fetching/patiently

use reqwest::{Client, Url};
use small_web::busy_for;
use std::time::Duration;
use thiserror::Error;

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
    todo!("ask {url} with {client:?} again and again, for {within:?} at most")
}

#[cfg(test)]
mod tests;
