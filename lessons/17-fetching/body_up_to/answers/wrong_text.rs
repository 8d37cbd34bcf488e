//! Wrong: reads the body as text, however long it is.
//! Fails: one_byte_more_is_too_long

use reqwest::Response;
use thiserror::Error;

#[derive(Debug, Error)]
enum BodyError {
    #[error("the body is too long")]
    TooLong,
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}

/// Reads the whole body, if it has at most `most` bytes. A longer one is
/// `TooLong`, and never cut. That is said as soon as it is known: before anything
/// is read, if the head tells the length, otherwise at the first byte that is too
/// many.
async fn body_up_to(most: usize, response: Response) -> Result<Vec<u8>, BodyError> {
    let _ = most;
    Ok(response.text().await?.into_bytes())
}

#[cfg(test)]
mod tests;
