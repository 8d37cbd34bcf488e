//! A weather station gives five readings, one every 100 ms, each only when it is asked for.
//!
//!     cargo run -q -- run streams

use async_stream::stream;
use futures::{Stream, StreamExt};
use std::pin::pin;
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::main]
async fn main() {
    let start = Instant::now();
    // A generator keeps its place between two items, so it must not move: `pin!` holds it.
    let mut readings = pin!(readings());
    println!("the stream is made");

    // Only this `next` drives the generator, from one `yield` to the one after it.
    while let Some(number) = readings.next().await {
        println!(
            "reading {number} after {:.1} s",
            start.elapsed().as_secs_f64()
        );
    }
}

fn readings() -> impl Stream<Item = u32> {
    stream! {
        println!("the station wakes up");
        for number in 0..5 {
            sleep(Duration::from_millis(100)).await;
            yield number;
        }
        println!("the station goes to sleep");
    }
}
