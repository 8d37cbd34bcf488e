//! Tokio's `sleep` is a future that is not ready before its time has come.
//! Awaiting it hands the thread back until then.

use std::time::Duration;
use tokio::time::sleep;

/// Waits for `delay`, while others may run. Then returns the message.
async fn delayed(message: &str, delay: Duration) -> String {
    sleep(delay).await;
    message.to_string()
}

#[cfg(test)]
mod tests;
