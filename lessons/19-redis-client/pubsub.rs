//! Tells the news on a channel to whoever listens at that moment.
//!
//!     cargo run -q -- run pubsub

use futures::StreamExt;
use redis::aio::{MultiplexedConnection as Redis, PubSub};
use redis::{AsyncTypedCommands, Client, RedisResult};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = pocket_redis::start()?;
    let client = Client::open(server.url())?;
    let redis = client.get_multiplexed_async_connection().await?;
    let weather = server.key("weather");

    let heard_by = redis.clone().publish(&weather, "frost").await?;
    println!("frost: {heard_by} listening");

    let listener = subscribe(&client, &weather).await?;
    tell(redis, &weather, ["rain", "storm"]).await?;
    listen(listener).await?;
    Ok(())
}

/// Once subscribed, a connection can do nothing else: the listener has its own.
#[tracing::instrument(skip_all)]
async fn subscribe(client: &Client, channel: &str) -> RedisResult<PubSub> {
    let mut listener = client.get_async_pubsub().await?;
    listener.subscribe(channel).await?;
    Ok(listener)
}

#[tracing::instrument(skip_all)]
async fn tell(mut redis: Redis, channel: &str, news: [&str; 2]) -> RedisResult<()> {
    for item in news {
        let heard_by = redis.publish(channel, item).await?;
        println!("{item}: {heard_by} listening");
    }
    Ok(())
}

#[tracing::instrument(skip_all)]
async fn listen(mut listener: PubSub) -> RedisResult<()> {
    let mut messages = listener.on_message().take(2);
    while let Some(message) = messages.next().await {
        println!("heard {}", message.get_payload::<String>()?);
    }
    Ok(())
}
