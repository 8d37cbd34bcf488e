//! Wrong: puts the whole thread to sleep.
//! Finding: blocked_thread

use std::thread;
use std::time::Duration;

/// Waits for `delay`, while others may run. Then returns the message.
async fn delayed(message: &str, delay: Duration) -> String {
    thread::sleep(delay);
    message.to_string()
}

#[cfg(test)]
mod tests;
