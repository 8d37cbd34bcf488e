//! A checksum takes half a second: made in place it stops the heart, made on another thread it does not.
//!
//!     cargo run -q -- run blocking_work

use std::thread;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    frozen().await;
    smooth().await;
}

#[instrument]
async fn frozen() {
    tokio::join!(heartbeat("frozen"), in_place("film"));
}

#[instrument]
async fn smooth() {
    tokio::join!(heartbeat("smooth"), on_the_pool("film"));
}

#[instrument]
async fn heartbeat(name: &str) {
    for beat in 1..=5 {
        println!("{name}: beat {beat}");
        sleep(Duration::from_millis(100)).await;
    }
}

#[instrument]
async fn in_place(file: &str) {
    // There is no `.await` in here: the first poll of this future is also its last.
    println!("checksum of the {file}: {}", checksum(file));
}

#[instrument]
async fn on_the_pool(file: &'static str) {
    // The closure runs on a thread of the blocking pool, and its handle is awaited like that of a task.
    let sum = spawn_blocking(move || checksum(file)).await;
    println!(
        "checksum of the {file}: {}",
        sum.expect("it does not panic")
    );
}

/// It stands for all that reads, computes or locks for long, and gives its thread back at the end.
fn checksum(file: &str) -> u32 {
    thread::sleep(Duration::from_millis(500));
    file.bytes().map(u32::from).sum()
}
