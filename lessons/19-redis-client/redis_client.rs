//! Counts a visit, and keeps a basket for half an hour.
//!
//!     cargo run -q -- run redis_client

use redis::aio::MultiplexedConnection as Redis;
use redis::{AsyncTypedCommands, RedisResult};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // A small Redis in this process; or yours, if REDIS_URL names it.
    let server = pocket_redis::start()?;
    let client = redis::Client::open(server.url())?;
    let redis = client.get_multiplexed_async_connection().await?;
    let (visits, basket) = (server.key("visits"), server.key("basket:ada"));

    // A clone is another handle to the same connection.
    println!("visit {}", count_visit(redis.clone(), &visits).await?);
    keep_basket(redis.clone(), &basket).await?;
    drop_basket(redis, &basket).await?;
    Ok(())
}

#[tracing::instrument(skip(redis))]
async fn count_visit(mut redis: Redis, visits: &str) -> RedisResult<isize> {
    // The server adds, so that no visit is lost between a read and a write.
    redis.incr(visits, 1).await
}

#[tracing::instrument(skip(redis))]
async fn keep_basket(mut redis: Redis, basket: &str) -> RedisResult<()> {
    redis.set_ex(basket, "tea, honey", 30 * 60).await?;
    let kept = redis.get(basket).await?;
    println!("basket: {}", kept.as_deref().unwrap_or("none"));
    println!("it is kept for {} s", redis.ttl(basket).await?.raw());
    Ok(())
}

#[tracing::instrument(skip(redis))]
async fn drop_basket(mut redis: Redis, basket: &str) -> RedisResult<()> {
    redis.del(basket).await?;
    let kept = redis.get(basket).await?;
    println!("basket: {}", kept.as_deref().unwrap_or("none"));
    Ok(())
}
