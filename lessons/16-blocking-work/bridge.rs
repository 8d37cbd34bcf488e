//! A till that knows nothing of async asks an async shop for prices, through a client that keeps a runtime.
//!
//!     cargo run -q -- run bridge

use futures::future::join_all;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// No `async` here, and no `.await`: the client is a library like another.
fn main() {
    let shop = Client::new();
    println!("tea costs {} euros", shop.price("tea"));
    let prices = shop.prices(&["bread", "jam", "honey"]);
    println!("breakfast costs {} euros", prices.iter().sum::<u32>());
}

struct Client {
    runtime: Runtime,
}

impl Client {
    /// One runtime for all calls: connections and tasks live as long as it does.
    fn new() -> Client {
        let mut builder = Builder::new_current_thread();
        let runtime = builder.enable_all().build().expect("a runtime");
        Client { runtime }
    }

    fn price(&self, item: &str) -> u32 {
        self.runtime.block_on(price(item))
    }

    /// From outside it is one call. Inside, three questions wait together.
    fn prices(&self, items: &[&str]) -> Vec<u32> {
        self.runtime.block_on(async {
            let start = Instant::now();
            let prices = join_all(items.iter().map(|item| price(item))).await;
            let seconds = start.elapsed().as_secs();
            println!("{} answers after {seconds} s", prices.len());
            prices
        })
    }
}

#[instrument]
async fn price(item: &str) -> u32 {
    sleep(Duration::from_secs(1)).await;
    item.len() as u32
}
