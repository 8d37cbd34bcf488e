//! A museum closes: one visitor has left, two hear the bell, and the door is locked when the last is out.
//!
//!     cargo run -q -- run closing_time

use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let bell = CancellationToken::new();
    let visitors = [("Ada", 1), ("Ben", 7), ("Cleo", 9)]
        .map(|(name, pictures)| tokio::spawn(visit(name, pictures, bell.clone())));

    sleep(Duration::from_secs(4)).await;
    println!("the bell rings");
    bell.cancel();
    for visitor in visitors {
        visitor.await.expect("no visitor panics");
    }
    println!("the door is locked after {} s", start.elapsed().as_secs());
}

#[instrument(skip(pictures, bell))]
async fn visit(name: &str, pictures: u64, bell: CancellationToken) {
    tokio::select! {
        // When the bell rings, `select!` drops the other branch, wherever it is.
        () = bell.cancelled() => println!("{name} hears the bell"),
        () = look_at(pictures) => println!("{name} has seen it all"),
    }
    // This stands behind the `select!`. Nobody drops it, so it may await.
    sleep(Duration::from_secs(2)).await;
    println!("{name} is out");
}

#[instrument]
async fn look_at(pictures: u64) {
    sleep(Duration::from_secs(pictures)).await;
}
