//! Wrong: unwraps, so that a typing error in a file ends the task, and the caller has nothing to match on.
//! Fails: names_the_file_without_a_port

use std::io;
use std::time::Duration;
use thiserror::Error;
use tokio::time::sleep;
use tracing::instrument;

/// What can go wrong. The message names the step and the file, and not the cause:
/// the cause is the `source`, so that a caller can look at it. No variant has one
/// yet: add it.
#[derive(Debug, Error)]
enum ConfigError {
    #[error("cannot read {path}")]
    Read { path: String, source: io::Error },
    #[error("the port in {path} is not a number")]
    Port {
        path: String,
        source: std::num::ParseIntError,
    },
}

/// Reads the file at `path` and returns the port that stands in it. It must not
/// panic.
async fn load_config(path: &str) -> Result<u16, ConfigError> {
    let text = read_file(path).await.map_err(|source| ConfigError::Read {
        path: path.into(),
        source,
    })?;
    Ok(text.parse().unwrap())
}

/// Given: reads a file from a slow disk.
#[instrument]
async fn read_file(path: &str) -> io::Result<String> {
    sleep(Duration::from_secs(1)).await;
    match path {
        "app.conf" => Ok(String::from("8080")),
        "typo.conf" => Ok(String::from("80a0")),
        _ => Err(io::Error::from(io::ErrorKind::NotFound)),
    }
}

#[cfg(test)]
mod tests;
