//! A nap of two seconds that nobody can wake: it ends after five, because the bread beside it is done.
//!
//!     cargo run -q -- run forgotten_waker

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    // Both are parts of one task: whoever wakes it, `join!` polls both.
    tokio::join!(rest("Ada", 2), bake("bread", 5));
}

#[instrument]
async fn rest(name: &str, seconds: u64) {
    let start = Instant::now();
    DeafNap(start + Duration::from_secs(seconds)).await;
    println!("{name} is awake after {} s", start.elapsed().as_secs());
}

#[instrument]
async fn bake(what: &str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
    println!("the {what} is done");
}

/// Ready at this moment, if anybody asks.
struct DeafNap(Instant);

impl Future for DeafNap {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<()> {
        match Instant::now() >= self.0 {
            true => Poll::Ready(()),
            // The waker is in `_cx`, and goes away with it.
            false => Poll::Pending,
        }
    }
}
