//! The same trip with a task for each booking. Whether the car is booked depends on who owns the tasks.
//!
//!     cargo run -q -- run siblings

use std::time::Duration;
use thiserror::Error;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[derive(Debug, Error)]
#[error("no room")]
struct NoRoom;

#[tokio::main]
async fn main() {
    show("three handles", three_handles()).await;
    show("one set", one_set()).await;
}

/// Says when a trip comes back, then gives two seconds to whatever it has left behind.
async fn show(owner: &str, trip: impl Future<Output = Result<(), NoRoom>>) {
    println!("{owner}:");
    let start = Instant::now();
    let error = trip.await.expect_err("the hotel has no room");
    println!("back after {} s: {error}", start.elapsed().as_secs());
    sleep(Duration::from_secs(2)).await;
}

async fn three_handles() -> Result<(), NoRoom> {
    let tasks = [("flight", 1), ("hotel", 2), ("car", 3)]
        .map(|(what, seconds)| tokio::spawn(book(what, seconds)));
    for task in tasks {
        // `?` leaves the function and drops the handle of the car; its task goes on.
        task.await.expect("no booking panics")?;
    }
    Ok(())
}

async fn one_set() -> Result<(), NoRoom> {
    let mut tasks = JoinSet::new();
    for (what, seconds) in [("flight", 1), ("hotel", 2), ("car", 3)] {
        tasks.spawn(book(what, seconds));
    }
    while let Some(end) = tasks.join_next().await {
        // `?` leaves the function and drops the set, which aborts what it still holds.
        end.expect("no booking panics")?;
    }
    Ok(())
}

#[instrument]
async fn book(what: &str, seconds: u64) -> Result<(), NoRoom> {
    sleep(Duration::from_secs(seconds)).await;
    if what == "hotel" {
        return Err(NoRoom);
    }
    println!("{what} booked");
    Ok(())
}
