//! Wait for the delay without holding the thread, and then return the message.
//!
//!     cargo run -q -- check sleep/delayed

use std::time::Duration;

/// Waits for `delay`, while others may run. Then returns the message.
async fn delayed(message: &str, delay: Duration) -> String {
    todo!("return {message:?} after {delay:?}")
}

#[cfg(test)]
mod tests;
