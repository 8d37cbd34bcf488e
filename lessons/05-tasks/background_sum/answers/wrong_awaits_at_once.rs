//! Wrong: makes a task, and waits for it before it greets.
//! Fails: greets_in_the_meantime

use std::time::Duration;
use tokio::task::{self, Id};
use tokio::time::sleep;
use tracing::instrument;

/// A sum, and which task added it up: `None` outside of every spawned task.
#[derive(Debug)]
struct Sum {
    total: u32,
    task: Option<Id>,
}

/// Adds up `prices` in a task of its own, and greets the guest in the meantime.
/// Returns the sum, and only when both are done.
async fn background_sum(guest: &str, prices: &[u32]) -> Sum {
    let sum = task::spawn(add_up(prices.to_vec()))
        .await
        .expect("adding up does not panic");
    greet(guest).await;
    sum
}

/// Given: adds up, which takes a second for each price.
#[instrument]
async fn add_up(prices: Vec<u32>) -> Sum {
    sleep(Duration::from_secs(prices.len() as u64)).await;
    Sum {
        total: prices.iter().sum(),
        task: task::try_id(),
    }
}

/// Given: greets a guest, which takes 2 seconds.
#[instrument]
async fn greet(guest: &str) {
    sleep(Duration::from_secs(2)).await;
}

#[cfg(test)]
mod tests;
