//! Right: waits for the delay, while others may run.

use std::time::Duration;
use tokio::time::sleep;

pub async fn delayed(message: &str, delay: Duration) -> String {
    sleep(delay).await;
    message.to_string()
}
