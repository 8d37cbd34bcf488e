//! Hear the news of a channel, and subscribe again whenever the connection is lost.
//!
//!     cargo run -q -- check redis-client/keep_listening

use redis::Client;
use std::time::Duration;
use tokio::sync::mpsc::Sender;

/// How long to wait before a new attempt to connect.
const PAUSE: Duration = Duration::from_millis(20);

/// Sends the messages of a channel on to `news`, each of them once and in their
/// order. If the connection is lost or cannot be made, waits for `PAUSE` before
/// each new attempt, connects and subscribes again, for as long as it takes. Ends
/// when nobody can receive the news any more, also if there is none.
async fn keep_listening(client: Client, channel: String, news: Sender<String>) {
    todo!("listen to {channel} of {client:?}, for {news:?}")
}

#[cfg(test)]
mod tests;
