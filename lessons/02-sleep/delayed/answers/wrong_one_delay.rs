//! Wrong: waits for as long as one test asks, whatever the delay is.
//! Fails: takes_as_long_as_the_delay

use std::time::Duration;
use tokio::time::sleep;

/// Waits for `delay`, while others may run. Then returns the message.
async fn delayed(message: &str, _delay: Duration) -> String {
    sleep(Duration::from_millis(300)).await;
    message.to_string()
}

#[cfg(test)]
mod tests;
