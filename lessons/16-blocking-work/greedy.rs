//! Five pages lie in memory: whoever awaits one after another never waits, and gives way to nobody.
//!
//!     cargo run -q -- run greedy

use std::thread;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    greedy().await;
    polite().await;
}

#[instrument]
async fn greedy() {
    tokio::join!(heartbeat("greedy"), index(false));
}

#[instrument]
async fn polite() {
    tokio::join!(heartbeat("polite"), index(true));
}

#[instrument]
async fn heartbeat(name: &str) {
    println!("{name}: beat 1");
    sleep(Duration::from_millis(20)).await;
    println!("{name}: beat 2");
}

#[instrument(skip(gives_way))]
async fn index(gives_way: bool) {
    for page in 1..=5 {
        read(page).await;
        compute(15); // The words of this page go into the index.
        if gives_way {
            yield_now().await;
        }
    }
    println!("5 pages are indexed");
}

/// A page may have to be fetched. Today all of them lie in memory: it is ready at once.
#[instrument]
async fn read(page: u32) {
    compute(15);
}

/// Keeps the thread busy, as computing does.
fn compute(ms: u64) {
    thread::sleep(Duration::from_millis(ms));
}
