//! An order is priced by a plain function, which may be called in four ways: what does each of them add?
//!
//!     cargo run -q -- run sync_core
//!
//! To see what each costs: `cargo run -q --release --bin sync_core 200000`.

use std::env;
use std::hint::black_box;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    measure("a call", async |order| price(order)).await;
    measure("an async call", async |order| price_later(order).await).await;
    measure("a task", async |order| {
        let task = tokio::spawn(price_later(order));
        task.await.expect("it does not panic")
    })
    .await;
    measure("a blocking task", async |order| {
        let task = spawn_blocking(move || price(order));
        task.await.expect("it does not panic")
    })
    .await;
}

/// The core waits for nothing, so it need not be async. Any program can call it.
fn price(order: u64) -> u64 {
    let pieces = black_box(order) % 3 + 1;
    pieces * 7
}

/// The same, in a shell that adds nothing.
async fn price_later(order: u64) -> u64 {
    price(order)
}

/// Without a number, three orders are priced and no time is printed.
async fn measure(way: &str, price: impl AsyncFn(u64) -> u64) {
    let count: Option<u64> = env::args().nth(1).and_then(|count| count.parse().ok());
    let (start, orders, mut euros) = (Instant::now(), count.unwrap_or(3), 0);
    for order in 0..orders {
        euros += price(order).await;
    }
    match count {
        None => println!("{way}: {orders} orders, {euros} euros"),
        Some(_) => {
            let each = start.elapsed().as_nanos() as f64 / orders as f64;
            println!("{way}: {each:.1} ns for each of {orders} orders");
        }
    }
}
