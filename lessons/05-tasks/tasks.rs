//! A call is polled only while you await it; a task cooks the soup while you lay the table.
//!
//!     cargo run -q -- run tasks

use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    without_a_task().await;
    println!("without a task: {} s", start.elapsed().as_secs());

    let start = Instant::now();
    with_a_task().await;
    println!("with a task: {} s", start.elapsed().as_secs());
}

#[instrument]
async fn without_a_task() {
    let soup = cook("soup", 3);
    lay("table", 2).await;
    // Nobody has polled the call of `cook` before: it begins here.
    println!("served: {}", soup.await);
}

#[instrument]
async fn with_a_task() {
    // From here on the runtime owns the call, and polls it whenever it is woken.
    let soup = tokio::spawn(cook("soup", 3));
    lay("table", 2).await;
    // What is awaited is the handle, which is ready when the task has ended.
    println!("served: {}", soup.await.expect("the cook does not panic"));
}

#[instrument]
async fn cook(dish: &str, seconds: u64) -> String {
    println!("the {dish} is on the stove");
    sleep(Duration::from_secs(seconds)).await;
    format!("hot {dish}")
}

#[instrument]
async fn lay(what: &str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
    println!("the {what} is laid");
}
