//! Wrong: makes a `sleep`, and does not await it.

use std::time::Duration;
use tokio::time::sleep;

pub async fn delayed(message: &str, delay: Duration) -> String {
    drop(sleep(delay));
    message.to_string()
}
