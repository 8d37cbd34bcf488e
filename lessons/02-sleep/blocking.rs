//! A report holds the thread while it is made, and the heartbeat beside it stops.
//!
//!     cargo run -q -- run blocking

use std::thread;
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    // `join!` waits for both: it polls the heartbeat, then the report, on this one thread.
    tokio::join!(heartbeat(), report());
}

#[instrument]
async fn heartbeat() {
    for beat in 1..=4 {
        println!("beat {beat}");
        sleep(Duration::from_millis(100)).await;
    }
}

#[instrument]
async fn report() {
    println!("report begun");
    // No `.await`: this poll does not return before the report is ready.
    // Until then nobody else is polled.
    thread::sleep(Duration::from_millis(350));
    println!("report ready");
}
