//! A worker fails after a second and handles its own error: whoever awaits it never hears of it.
//!
//!     cargo run -q -- run error_handling

use std::time::Duration;
use thiserror::Error;
use tokio::time::sleep;
use tracing::instrument;

#[derive(Debug, Error)]
#[error("An error occurred!")]
struct WorkError;

#[tokio::main]
async fn main() {
    error_prone_worker().await;
}

#[instrument]
async fn error_prone_worker() {
    // `try` and `except` in one: the call is awaited, then its `Result` is looked at.
    if let Err(error) = work().await {
        println!("Caught an exception: {error}");
    }
}

#[instrument]
async fn work() -> Result<(), WorkError> {
    sleep(Duration::from_secs(1)).await;
    Err(WorkError)
}
