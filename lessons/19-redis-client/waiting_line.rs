//! A baker waits for an order on the connection on which the shop window asks for a price: the window waits too.
//!
//!     cargo run -q -- run waiting_line

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, AsyncTypedCommands, RedisResult};
use std::error::Error;
use tokio::time::Instant;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = pocket_redis::start()?;
    let client = redis::Client::open(server.url())?;
    // Half a second is the limit for any answer, unless you say otherwise. The baker may wait for longer.
    let patient = AsyncConnectionConfig::new().set_response_timeout(None);
    let redis = client
        .get_multiplexed_async_connection_with_config(&patient)
        .await?;
    let (orders, bread) = (server.key("orders"), server.key("price:bread"));
    server.ask(&["SET", &bread, "4"]);

    tokio::try_join!(
        bake(redis.clone(), &orders),
        show_price(redis.clone(), &bread),
    )?;
    Ok(())
}

#[tracing::instrument(skip(redis))]
async fn bake(mut redis: MultiplexedConnection, orders: &str) -> RedisResult<()> {
    // The server does not answer before there is an order, or a second has passed.
    match redis.blpop(orders, 1.0).await? {
        Some([_, order]) => println!("baker: {order}"),
        None => println!("baker: no order for a second"),
    }
    Ok(())
}

#[tracing::instrument(skip(redis))]
async fn show_price(mut redis: MultiplexedConnection, bread: &str) -> RedisResult<()> {
    let start = Instant::now();
    let price = redis.get(bread).await?;
    println!(
        "window: {price:?} after {:.0} s",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}
