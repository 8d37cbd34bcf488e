//! A stream of pauses, each twice as long as the one before, is made of a state and of a function that goes on from it.
//!
//!     cargo run -q -- run unfold

use futures::{Stream, StreamExt, stream};
use std::pin::pin;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    // `take(4)` asks four times: what a fifth call would wait for never begins.
    let mut pauses = pin!(pauses().take(4));
    while let Some(seconds) = pauses.next().await {
        let at = start.elapsed().as_secs();
        println!("{at} s: the harbour is silent after a pause of {seconds} s");
    }
    println!("{} s: enough", start.elapsed().as_secs());
}

/// 1, 2, 4 and then always 5 seconds, each after the time that it says.
fn pauses() -> impl Stream<Item = u64> {
    // The future gives the next item and the next state. `None` would end the stream.
    stream::unfold(1, |seconds| async move {
        pause(seconds).await;
        Some((seconds, (seconds * 2).min(5)))
    })
}

#[instrument]
async fn pause(seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
}
