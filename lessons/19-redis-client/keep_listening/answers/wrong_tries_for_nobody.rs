//! Wrong: looks whether anybody receives the news only while it is connected.
//! Fails: ends_while_the_server_is_away

use futures::StreamExt;
use redis::{Client, ErrorKind, RedisResult};
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
    // Whatever the reason was, there is one thing to do about it.
    while pass_on(&client, &channel, &news).await.is_err() {
        sleep(PAUSE).await;
    }
}

/// Returns when nobody receives the news, or with an error when there is no
/// connection.
async fn pass_on(client: &Client, channel: &str, news: &Sender<String>) -> RedisResult<()> {
    let mut listener = client.get_async_pubsub().await?;
    listener.subscribe(channel).await?;
    let mut messages = listener.on_message();
    loop {
        tokio::select! {
            message = messages.next() => {
                let message = message.ok_or((ErrorKind::Io, "the connection is lost"))?;
                drop(news.send(message.get_payload()?).await);
            }
            () = news.closed() => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
