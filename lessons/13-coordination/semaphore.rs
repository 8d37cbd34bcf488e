//! Four ships and two berths: a permit that nobody keeps lets all of them in.
//!
//!     cargo run -q -- run semaphore

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

struct Port {
    /// A permit for each berth.
    berths: Semaphore,
    ships: AtomicU32,
}

const SHIPS: [(&str, u64); 4] = [("Ada", 4), ("Ben", 1), ("Cleo", 2), ("Dora", 3)];

#[tokio::main]
async fn main() {
    let port = Arc::new(Port {
        berths: Semaphore::new(2),
        ships: AtomicU32::new(0),
    });
    let mut ships = JoinSet::new();
    for (name, seconds) in SHIPS {
        ships.spawn(careless(name, seconds, Arc::clone(&port)));
    }
    ships.join_all().await;

    println!("now each keeps its permit");
    let mut ships = JoinSet::new();
    for (name, seconds) in SHIPS {
        ships.spawn(careful(name, seconds, Arc::clone(&port)));
    }
    ships.join_all().await;
}

#[instrument(skip(port))]
async fn careless(ship: &str, seconds: u64, port: Arc<Port>) {
    // `_` is no name: the permit is given back on this line.
    let _ = port.berths.acquire().await.expect("it never closes");
    unload(ship, seconds, &port).await;
}

#[instrument(skip(port))]
async fn careful(ship: &str, seconds: u64, port: Arc<Port>) {
    // `_permit` is one: this permit is given back where the function ends.
    let _permit = port.berths.acquire().await.expect("it never closes");
    unload(ship, seconds, &port).await;
}

async fn unload(ship: &str, seconds: u64, port: &Port) {
    port.ships.fetch_add(1, Relaxed);
    sleep(Duration::from_secs(seconds)).await;
    let ships = port.ships.fetch_sub(1, Relaxed);
    println!("{ship} leaves, one of {ships}");
}
