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
    tokio::join!(heart("frozen"), in_place());
}

#[instrument]
async fn smooth() {
    tokio::join!(heart("smooth"), on_the_pool());
}

#[instrument]
async fn heart(name: &str) {
    for beat in 1..=5 {
        println!("{name}: beat {beat}");
        sleep(Duration::from_millis(100)).await;
    }
}

#[instrument]
async fn in_place() {
    // There is no `.await` in here: the first poll of this future is also its last.
    let sum = checksum("film");
    println!("checksum {sum}");
}

#[instrument]
async fn on_the_pool() {
    // The closure runs on another thread. Its handle is awaited like that of a task.
    let sum = spawn_blocking(|| checksum("film"));
    println!("checksum {}", sum.await.unwrap());
}

/// It stands for all that holds its thread: to read, to compute, to wait for a lock.
fn checksum(file: &str) -> u32 {
    thread::sleep(Duration::from_millis(500));
    file.bytes().map(u32::from).sum()
}
