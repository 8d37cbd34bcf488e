//! What an answer says about itself.

use reqwest::header::RETRY_AFTER;
use reqwest::{Error, Response, StatusCode};
use std::time::Duration;

/// For how long a busy server asks to be left alone: a 503 with a `Retry-After` in seconds.
/// (It may also be a date, which servers hardly ever send and this does not read.)
pub fn busy_for(response: &Response) -> Option<Duration> {
    let is_busy = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let seconds = response.headers().get(RETRY_AFTER).filter(|_| is_busy)?;
    Some(Duration::from_secs(seconds.to_str().ok()?.parse().ok()?))
}

/// Why there is no page, in few words, the same on every system.
pub fn reason(error: Error) -> String {
    match error.status() {
        Some(status) => format!("status {}", status.as_u16()),
        None if error.is_builder() => "not an address".into(),
        None if error.is_timeout() => "it took too long".into(),
        // There is no such host, it does not listen, or its certificate is none of those that this machine trusts.
        None if error.is_connect() => "no connection".into(),
        None => "the connection broke off".into(),
    }
}
