//! Three boats travel in convoy: at each stop they wait until all of them are there.
//!
//!     cargo run -q -- run barrier

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let convoy = Arc::new(Barrier::new(3));
    let mut boats = JoinSet::new();
    // A boat, and how many seconds each of its two legs takes.
    for (name, legs) in [("Ada", [1, 3]), ("Ben", [2, 1]), ("Cleo", [3, 2])] {
        boats.spawn(boat(name, legs, Arc::clone(&convoy)));
    }
    boats.join_all().await;
}

#[instrument(skip(convoy))]
async fn boat(name: &str, legs: [u64; 2], convoy: Arc<Barrier>) {
    let start = Instant::now();
    for seconds in legs {
        sleep(Duration::from_secs(seconds)).await;
        println!("{name} stops");
        // The last one to come wakes the others. One of the three is told to lead.
        if convoy.wait().await.is_leader() {
            println!("all go on at {} s", start.elapsed().as_secs());
        }
    }
}
