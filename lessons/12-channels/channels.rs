//! Six bikes wait to be mended, and whichever of three mechanics is free takes the next.
//!
//!     cargo run -q -- run channels

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// A channel has one receiver. Whoever wants it takes turns.
type Bikes = Arc<Mutex<mpsc::Receiver<(u32, u64)>>>;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    // Two bikes may wait in the channel. `send` waits while there is no place.
    let (door, bikes) = mpsc::channel(2);
    let bikes = Arc::new(Mutex::new(bikes));
    let mechanics = ["Ada", "Ben", "Cleo"].map(|name| {
        let bikes = Arc::clone(&bikes);
        tokio::spawn(mechanic(name, bikes))
    });

    for bike in [(1, 5), (2, 2), (3, 3), (4, 2), (5, 4), (6, 2)] {
        door.send(bike).await.expect("there are mechanics");
    }
    println!("all bikes are in after {} s", start.elapsed().as_secs());

    // The last sender goes: the mechanics get what is left, and then `None`.
    drop(door);
    for mechanic in mechanics {
        mechanic.await.expect("no mechanic panics");
    }
    println!("all bikes are mended after {} s", start.elapsed().as_secs());
}

#[instrument(skip(bikes))]
async fn mechanic(name: &'static str, bikes: Bikes) {
    while let Some((number, seconds)) = next(&bikes).await {
        sleep(Duration::from_secs(seconds)).await;
        println!("{name} mended bike {number}");
    }
}

/// The lock is given back when this function returns, before the bike is mended.
async fn next(bikes: &Bikes) -> Option<(u32, u64)> {
    bikes.lock().await.recv().await
}
