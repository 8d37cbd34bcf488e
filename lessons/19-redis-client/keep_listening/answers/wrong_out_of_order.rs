//! Wrong: sends each message on in a task of its own, and the later ones first.
//! Fails: sends_on_what_it_hears

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
    let for_ever = async {
        loop {
            // Whatever the reason was, there is one thing to do about it.
            let _: RedisResult<()> = pass_on(&client, &channel, &news).await;
            sleep(PAUSE).await;
        }
    };
    tokio::select! {
        () = for_ever => {}
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
        let (news, text): (_, String) = (news.clone(), message.get_payload()?);
        // A long text takes longer.
        let pause = Duration::from_millis(10 * text.len() as u64);
        tokio::spawn(async move {
            sleep(pause).await;
            news.send(text).await
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
