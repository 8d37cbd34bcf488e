//! Wrong: takes a connection that breaks for the end of the body.
//! Fails: half_a_body_is_an_error

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
async fn body_up_to(most: usize, mut response: Response) -> Result<Vec<u8>, BodyError> {
    if response
        .content_length()
        .is_some_and(|told| told > most as u64)
    {
        return Err(BodyError::TooLong);
    }
    let mut body = Vec::new();
    while let Ok(Some(piece)) = response.chunk().await {
        if body.len() + piece.len() > most {
            return Err(BodyError::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

#[cfg(test)]
mod tests;
