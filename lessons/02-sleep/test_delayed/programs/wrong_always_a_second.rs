//! Wrong: waits for a second, whatever the delay is.

use std::time::Duration;
use tokio::time::sleep;

pub async fn delayed(message: &str, _delay: Duration) -> String {
    sleep(Duration::from_secs(1)).await;
    message.to_string()
}
