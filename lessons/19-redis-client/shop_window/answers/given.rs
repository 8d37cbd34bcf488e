//! Answer a hundred questions over one connection, and wait for an order without keeping them waiting.
//!
//!     cargo run -q -- check redis-client/shop_window

use redis::RedisResult;

/// A bakery: its window shows prices, its oven waits for orders. Its fields are
/// yours to choose.
#[derive(Debug)]
struct Bakery {}

impl Bakery {
    /// Connects to the Redis at `url`. The bakery makes two connections at most,
    /// now and later.
    async fn open(url: &str) -> RedisResult<Bakery> {
        todo!("connect to {url}")
    }

    /// The price of a cake, if it has one. All who ask at the same time wait
    /// together, and nobody waits for an order.
    async fn price(&self, cake: &str) -> RedisResult<Option<String>> {
        todo!("what does {cake} cost? asked by {self:?}")
    }

    /// Takes the oldest order from the left end of the list `orders`. If there is
    /// none, waits until there is, however long that takes; it asks the server
    /// once, not again and again. It is called by one baker at a time.
    async fn next_order(&self, orders: &str) -> RedisResult<String> {
        todo!("wait for an order in {orders}, by {self:?}")
    }
}

#[cfg(test)]
mod tests;
