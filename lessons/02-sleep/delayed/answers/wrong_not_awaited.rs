//! Wrong: makes the sleep and does not await it.
//! Finding: never_polled

use std::time::Duration;
use tokio::time::sleep;

/// Waits for `delay`, while others may run. Then returns the message.
async fn delayed(message: &str, delay: Duration) -> String {
    sleep(delay);
    message.to_string()
}

#[cfg(test)]
mod tests;
