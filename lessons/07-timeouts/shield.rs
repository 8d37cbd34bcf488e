//! Two callers give up after two seconds: one poster is dropped with its timeout, the other one is finished.
//!
//!     cargo run -q -- run shield

use std::time::Duration;
use tokio::time::{sleep, timeout};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let patience = Duration::from_secs(2);

    // Given away: the timeout drops the future, and the poster with it.
    if timeout(patience, draw("red")).await.is_err() {
        println!("red: the caller gave up");
    }

    let mut blue = tokio::spawn(draw("blue"));
    // Lent: the timeout drops a reference. The task, and its handle, stay.
    if timeout(patience, &mut blue).await.is_err() {
        println!("blue: the caller gave up");
    }
    blue.await.expect("no drawing panics");
    println!("blue: fetched");
}

#[instrument]
async fn draw(poster: &'static str) {
    sleep(Duration::from_secs(5)).await;
    println!("{poster}: drawn");
}
