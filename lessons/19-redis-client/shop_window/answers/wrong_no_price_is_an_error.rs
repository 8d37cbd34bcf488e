//! Wrong: takes a cake that has no price for an error.
//! Fails: shows_prices

use redis::ErrorKind;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, AsyncTypedCommands, Client, RedisResult};

/// A bakery: its window shows prices, its oven waits for orders. Its fields are
/// yours to choose.
#[derive(Debug)]
struct Bakery {
    window: MultiplexedConnection,
    oven: MultiplexedConnection,
}

impl Bakery {
    /// Connects to the Redis at `url`. The bakery makes two connections at most,
    /// now and later.
    async fn open(url: &str) -> RedisResult<Bakery> {
        let client = Client::open(url)?;
        let patient = AsyncConnectionConfig::new().set_response_timeout(None);
        Ok(Bakery {
            window: client.get_multiplexed_async_connection().await?,
            oven: client
                .get_multiplexed_async_connection_with_config(&patient)
                .await?,
        })
    }

    /// The price of a cake, if it has one. All who ask at the same time wait
    /// together, and nobody waits for an order.
    async fn price(&self, cake: &str) -> RedisResult<Option<String>> {
        let price: String = redis::AsyncCommands::get(&mut self.window.clone(), cake).await?;
        Ok(Some(price))
    }

    /// Takes the oldest order from the left end of the list `orders`. If there is
    /// none, waits until there is, however long that takes; it asks the server
    /// once, not again and again. It is called by one baker at a time.
    async fn next_order(&self, orders: &str) -> RedisResult<String> {
        let popped = self.oven.clone().blpop(orders, 0.0).await?;
        let [_list, order] = popped.ok_or((ErrorKind::UnexpectedReturnType, "no order"))?;
        Ok(order)
    }
}

#[cfg(test)]
mod tests;
