//! A baker waits for an order on the connection on which the shop window asks for a price: the window waits too.
//!
//!     cargo run -q -- run waiting_line

use redis::aio::MultiplexedConnection as Redis;
use redis::{AsyncConnectionConfig, AsyncTypedCommands, RedisResult};
use std::error::Error;
use tokio::time::Instant;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = pocket_redis::start()?;
    let client = redis::Client::open(server.url())?;
    // Half a second is the limit for any answer, unless you say otherwise.
    let patient = AsyncConnectionConfig::new().set_response_timeout(None);
    let redis = client
        .get_multiplexed_async_connection_with_config(&patient)
        .await?;
    let (orders, bread) = (server.key("orders"), server.key("price:bread"));
    server.ask(&["SET", &bread, "4"]);

    let (order, (price, waited)) = tokio::try_join!(
        next_order(redis.clone(), &orders),
        price_of(redis.clone(), &bread),
    )?;
    println!("baker: {}", order.as_deref().unwrap_or("no order"));
    println!("window: {price} after {waited:.0} s");
    Ok(())
}

#[tracing::instrument(skip(redis))]
async fn next_order(mut redis: Redis, orders: &str) -> RedisResult<Option<String>> {
    // The server does not answer before there is an order, or a second has passed.
    let popped = redis.blpop(orders, 1.0).await?;
    Ok(popped.map(|[_list, order]| order))
}

#[tracing::instrument(skip(redis))]
async fn price_of(mut redis: Redis, bread: &str) -> RedisResult<(String, f64)> {
    let start = Instant::now();
    let price = redis.get(bread).await?;
    let waited = start.elapsed().as_secs_f64();
    Ok((price.unwrap_or_default(), waited))
}
