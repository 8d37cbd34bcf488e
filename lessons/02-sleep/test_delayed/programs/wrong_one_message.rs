//! Wrong: returns a message of its own.

use std::time::Duration;
use tokio::time::sleep;

pub async fn delayed(_message: &str, delay: Duration) -> String {
    sleep(delay).await;
    "Hello!".to_string()
}
