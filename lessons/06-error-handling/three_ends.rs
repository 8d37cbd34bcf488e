//! A task ends in one of three ways: it returns, it panics or it is cancelled. Its handle says which.
//!
//!     cargo run -q -- run three_ends

use std::time::Duration;
use thiserror::Error;
use tokio::task::JoinError;
use tokio::time::sleep;
use tracing::instrument;

#[derive(Debug, Error)]
#[error("no room")]
struct NoRoom;

#[tokio::main]
async fn main() {
    let flight = tokio::spawn(book("flight", 2));
    let hotel = tokio::spawn(book("hotel", 3));
    let car = tokio::spawn(book("car", 4));
    let ferry = tokio::spawn(book("ferry", 3600));

    sleep(Duration::from_secs(1)).await;
    // It is dropped where it waits: nothing is raised in it, and no line runs again.
    ferry.abort();

    println!("flight: {}", describe(flight.await));
    println!("hotel: {}", describe(hotel.await));
    println!("car: {}", describe(car.await));
    println!("ferry: {}", describe(ferry.await));
}

/// The outer `Result` is Tokio's: did the task return? The inner one is what it gave.
fn describe(end: Result<Result<u32, NoRoom>, JoinError>) -> String {
    match end {
        Ok(Ok(number)) => format!("booked, number {number}"),
        Ok(Err(error)) => format!("failed: {error}"),
        Err(error) if error.is_panic() => String::from("crashed"),
        Err(_) => String::from("cancelled"),
    }
}

#[instrument]
async fn book(what: &str, seconds: u64) -> Result<u32, NoRoom> {
    sleep(Duration::from_secs(seconds)).await;
    match what {
        "hotel" => Err(NoRoom),
        "car" => panic!("a bug in the booking of cars"),
        _ => Ok(17),
    }
}
