//! Counts a visit on each of twenty pages, on a server ten milliseconds away: one after another, then in a pipeline.
//!
//!     cargo run -q -- run pipeline

use redis::aio::MultiplexedConnection as Redis;
use redis::{AsyncTypedCommands, RedisResult};
use std::error::Error;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = pocket_redis::start()?;
    let client = redis::Client::open(server.url())?;
    let redis = client.get_multiplexed_async_connection().await?;
    let page = |n| server.key(&format!("page:{n}"));
    let pages: Vec<String> = (1..=20).map(page).collect();
    server.move_away(Duration::from_millis(10));

    let before = server.round_trips();
    let visits = in_turn(redis.clone(), &pages).await?;
    let trips = server.round_trips() - before;
    println!("in turn: {} answers, round trips: {trips}", visits.len());

    let before = server.round_trips();
    let visits = at_once(redis, &pages).await?;
    let trips = server.round_trips() - before;
    println!(
        "in a pipeline: {} answers, round trips: {trips}",
        visits.len()
    );
    Ok(())
}

#[tracing::instrument(skip_all)]
async fn in_turn(mut redis: Redis, pages: &[String]) -> RedisResult<Vec<isize>> {
    let mut visits = Vec::new();
    for page in pages {
        // Before its answer is back, the next command is not even sent.
        visits.push(redis.incr(page, 1).await?);
    }
    Ok(visits)
}

#[tracing::instrument(skip_all)]
async fn at_once(mut redis: Redis, pages: &[String]) -> RedisResult<Vec<isize>> {
    let mut pipeline = redis::pipe();
    for page in pages {
        // Nothing is sent here, so there is nothing to await.
        pipeline.incr(page, 1);
    }
    pipeline.query_async(&mut redis).await
}
