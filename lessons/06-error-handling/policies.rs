//! The hotel has no room. Whether the car is still booked depends on the macro that awaits the three.
//!
//!     cargo run -q -- run policies

use std::time::Duration;
use thiserror::Error;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[derive(Debug, Error)]
#[error("no room")]
struct NoRoom;

#[tokio::main]
async fn main() {
    show("wait for all", wait_for_all()).await;
    show("stop the others", stop_the_others()).await;
}

/// Says when a trip comes back, then gives two seconds to whatever it has left behind.
async fn show(policy: &str, trip: impl Future<Output = Result<(), NoRoom>>) {
    println!("{policy}:");
    let start = Instant::now();
    let error = trip.await.expect_err("the hotel has no room");
    println!("back after {} s: {error}", start.elapsed().as_secs());
    sleep(Duration::from_secs(2)).await;
}

#[instrument]
async fn wait_for_all() -> Result<(), NoRoom> {
    // `join!` looks at no result. The first error is found when all three are there.
    let (flight, hotel, car) = tokio::join!(book("flight", 1), book("hotel", 2), book("car", 3));
    flight.and(hotel).and(car)
}

#[instrument]
async fn stop_the_others() -> Result<(), NoRoom> {
    // The first `Err` ends the wait, and the futures that are not ready are dropped.
    tokio::try_join!(book("flight", 1), book("hotel", 2), book("car", 3))?;
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
