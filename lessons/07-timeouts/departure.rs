//! The train leaves in five seconds. Three steps keep to a limit of three seconds each, and miss it.
//!
//!     cargo run -q -- run departure

use std::time::Duration;
use tokio::time::{Instant, error::Elapsed, sleep, timeout, timeout_at};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let end = three_limits().await;
    println!("three limits: {}", report(end, start));

    let start = Instant::now();
    let end = one_deadline().await;
    println!("one deadline: {}", report(end, start));
}

fn report(end: Result<(), Elapsed>, start: Instant) -> String {
    let seconds = start.elapsed().as_secs();
    match end {
        Ok(()) => format!("on the platform after {seconds} s"),
        Err(_) => format!("turned back after {seconds} s"),
    }
}

#[instrument]
async fn three_limits() -> Result<(), Elapsed> {
    let limit = Duration::from_secs(3);
    // Each call of `timeout` begins to count anew.
    timeout(limit, buy_a_ticket()).await?;
    timeout(limit, drink_a_coffee()).await?;
    timeout(limit, find_the_platform()).await
}

#[instrument]
async fn one_deadline() -> Result<(), Elapsed> {
    // A moment, and not a length: it stays where it is.
    let train = Instant::now() + Duration::from_secs(5);
    let steps = async {
        buy_a_ticket().await;
        drink_a_coffee().await;
        find_the_platform().await;
    };
    timeout_at(train, steps).await
}

#[instrument]
async fn buy_a_ticket() {
    sleep(Duration::from_secs(2)).await;
}

#[instrument]
async fn drink_a_coffee() {
    sleep(Duration::from_secs(2)).await;
}

#[instrument]
async fn find_the_platform() {
    sleep(Duration::from_secs(2)).await;
}
