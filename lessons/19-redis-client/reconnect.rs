//! The connection is cut: one handle stays broken, the other connects again.
//!
//!     cargo run -q -- run reconnect

use redis::aio::{ConnectionLike, ConnectionManager};
use redis::{AsyncTypedCommands, Client, RedisResult};
use std::error::Error;
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = pocket_redis::start()?;
    let client = Client::open(server.url())?;
    let visits = server.key("visits");
    let one_connection = client.get_multiplexed_async_connection().await?;
    let manager = ConnectionManager::new(client).await?;

    // All is well for a while.
    sleep(Duration::from_millis(100)).await;
    server.cut();
    visit_thrice("one connection", one_connection, &visits).await;
    visit_thrice("manager", manager, &visits).await;
    println!("visits: {}", server.ask(&["GET", &visits]));
    Ok(())
}

async fn visit_thrice<C>(name: &str, mut redis: C, visits: &str)
where
    C: ConnectionLike + Send + Sync,
{
    for _ in 1..=3 {
        let visit: RedisResult<isize> = redis.incr(visits, 1).await;
        match visit {
            Ok(n) => println!("{name}: visit {n}"),
            // Whether the server has counted it, nobody here can tell.
            Err(e) if e.is_connection_dropped() => println!("{name}: lost"),
            Err(e) => println!("{name}: {e}"),
        }
    }
}
