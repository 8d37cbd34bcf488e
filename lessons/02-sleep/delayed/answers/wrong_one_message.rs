//! Wrong: returns a message of its own.
//! Fails: returns_the_message

use std::time::Duration;
use tokio::time::sleep;

/// Waits for `delay`, while others may run. Then returns the message.
async fn delayed(_message: &str, delay: Duration) -> String {
    sleep(delay).await;
    "the tea is ready".to_string()
}

#[cfg(test)]
mod tests;
