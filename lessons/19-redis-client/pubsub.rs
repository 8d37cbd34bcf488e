//! Tells the news on a channel to whoever listens at that moment.
//!
//!     cargo run -q -- run pubsub

use futures::StreamExt;
use redis::aio::{MultiplexedConnection, PubSub};
use redis::{AsyncTypedCommands, Client, RedisResult};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = pocket_redis::start()?;
    let client = Client::open(server.url())?;
    let redis = client.get_multiplexed_async_connection().await?;
    let weather = server.key("weather");

    tell("frost", redis.clone(), &weather).await?;
    let listener = subscribe(&client, &weather).await?;
    tell("rain", redis.clone(), &weather).await?;
    tell("storm", redis, &weather).await?;
    listen(listener).await?;
    Ok(())
}

async fn tell(news: &str, mut redis: MultiplexedConnection, channel: &str) -> RedisResult<()> {
    let listeners = redis.publish(channel, news).await?;
    println!("told {news}: {listeners} listening");
    Ok(())
}

/// A connection that has subscribed can do nothing else, so a listener has one of its own.
#[tracing::instrument(skip_all)]
async fn subscribe(client: &Client, channel: &str) -> RedisResult<PubSub> {
    let mut listener = client.get_async_pubsub().await?;
    listener.subscribe(channel).await?;
    Ok(listener)
}

#[tracing::instrument(skip_all)]
async fn listen(mut listener: PubSub) -> RedisResult<()> {
    let mut messages = listener.on_message().take(2);
    while let Some(message) = messages.next().await {
        println!("heard {}", message.get_payload::<String>()?);
    }
    Ok(())
}
