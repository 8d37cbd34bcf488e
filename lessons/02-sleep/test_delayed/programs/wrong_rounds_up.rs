//! Wrong: waits for whole seconds, up to one too many.

use std::time::Duration;
use tokio::time::sleep;

pub async fn delayed(message: &str, delay: Duration) -> String {
    sleep(Duration::from_secs(delay.as_millis().div_ceil(1000) as u64)).await;
    message.to_string()
}
