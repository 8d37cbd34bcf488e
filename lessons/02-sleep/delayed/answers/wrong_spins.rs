//! Wrong: asks again and again what time it is, and lets nobody else run.
//! Finding: blocked_thread

use std::time::{Duration, Instant};

/// Waits for `delay`, while others may run. Then returns the message.
async fn delayed(message: &str, delay: Duration) -> String {
    let start = Instant::now();
    while start.elapsed() < delay {
        std::hint::spin_loop();
    }
    message.to_string()
}

#[cfg(test)]
mod tests;
