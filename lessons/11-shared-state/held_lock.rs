//! Five guests pay, each at a desk of his own. Whoever holds the till's lock meanwhile lets the other desks wait.
//!
//!     cargo run -q -- run held_lock

use futures::future::join_all;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};
use tracing::instrument;

const GUESTS: [&str; 5] = ["Ada", "Ben", "Cleo", "Dora", "Emil"];

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let till = Mutex::new(0);
    join_all(GUESTS.map(|guest| lock_then_pay(guest, &till))).await;
    println!("lock, then pay: {} s", start.elapsed().as_secs());

    let start = Instant::now();
    let till = Mutex::new(0);
    join_all(GUESTS.map(|guest| pay_then_lock(guest, &till))).await;
    println!("pay, then lock: {} s", start.elapsed().as_secs());
}

#[instrument(skip(till))]
async fn lock_then_pay(guest: &str, till: &Mutex<u32>) {
    // Who finds the lock taken waits in a queue, and is woken when it is his turn.
    let mut till = till.lock().await;
    // The guard lives across this `.await`: nobody else gets any further.
    *till += pay(guest).await;
}

#[instrument(skip(till))]
async fn pay_then_lock(guest: &str, till: &Mutex<u32>) {
    let price = pay(guest).await;
    // The guard ends with the line, which takes no time on the clock.
    *till.lock().await += price;
}

async fn pay(_guest: &str) -> u32 {
    sleep(Duration::from_secs(1)).await;
    20
}
