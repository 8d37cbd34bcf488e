//! Wrong: ends when the connection is lost, and nobody is told.
//! Fails: subscribes_again_after_a_lost_connection

use futures::StreamExt;
use redis::{Client, RedisResult};
use std::time::Duration;
use tokio::sync::mpsc::Sender;
use tokio::time::sleep;

/// How long to wait before a new attempt to connect.
const PAUSE: Duration = Duration::from_millis(20);

/// Sends the messages of a channel on to `news`, each of them once and in their
/// order. If the connection is lost or cannot be made, waits for `PAUSE` before
/// each new attempt, connects and subscribes again, for as long as it takes. Ends
/// when nobody can receive the news any more, also if there is none.
async fn keep_listening(client: Client, channel: String, news: Sender<String>) {
    // Nothing is left to do if the connection is lost.
    let once = async {
        while pass_on(&client, &channel, &news).await.is_err() {
            sleep(PAUSE).await;
        }
    };
    tokio::select! {
        () = once => {}
        () = news.closed() => {}
    }
}

/// Returns when the connection is lost, or could not be made.
async fn pass_on(client: &Client, channel: &str, news: &Sender<String>) -> RedisResult<()> {
    let mut listener = client.get_async_pubsub().await?;
    listener.subscribe(channel).await?;
    let mut messages = listener.on_message();
    while let Some(message) = messages.next().await {
        // If nobody receives it, the caller knows that already.
        drop(news.send(message.get_payload()?).await);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
