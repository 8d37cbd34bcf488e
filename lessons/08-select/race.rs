//! Two mirrors are asked for the same map: the first to have it is taken, and the other is dropped.
//!
//!     cargo run -q -- run race

use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let map = tokio::select! {
        map = download("Oslo", 3) => map,
        map = download("Lima", 1) => map,
    };
    println!("{map} after {} s", start.elapsed().as_secs());
}

#[instrument]
async fn download(mirror: &'static str, seconds: u64) -> String {
    let _line = Line(mirror);
    sleep(Duration::from_secs(seconds)).await;
    println!("{mirror} has sent it");
    format!("the map from {mirror}")
}

/// A connection to a mirror.
struct Line(&'static str);

impl Drop for Line {
    /// Runs at the end of `download`, or where it waits when it is dropped.
    fn drop(&mut self) {
        println!("the line to {} is closed", self.0);
    }
}
