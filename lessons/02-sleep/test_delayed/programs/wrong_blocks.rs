//! Wrong: holds the thread, and the clock of Tokio does not move.

use std::time::Duration;

pub async fn delayed(message: &str, delay: Duration) -> String {
    std::thread::sleep(delay.min(Duration::from_millis(10)));
    message.to_string()
}
