//! Let three mechanics, or any number of them, share the bikes that come through a channel.
//!
//!     cargo run -q -- check channels/pool

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tracing::instrument;

/// Lets `mechanics` mechanics mend the bikes that come through `bikes`: each bike
/// once, at most so many at a time, and no mechanic is idle while a bike waits.
/// Returns the receipts, in any order, but not before the channel is closed and
/// all bikes are done. A bike for which `mend` panics gets no receipt, and costs
/// no other bike its own.
async fn workshop(bikes: mpsc::Receiver<Bike>, mechanics: usize) -> Vec<String> {
    todo!(
        "{mechanics} mechanics mend the {} bikes that wait, and those that come",
        bikes.len()
    )
}

/// Given: a bike, and how long it takes to mend it.
#[derive(Debug)]
struct Bike {
    number: u32,
    seconds: u64,
}

/// Given: mends one bike, or panics after so long that it is beyond repair.
#[instrument]
async fn mend(number: u32, seconds: u64) -> String {
    sleep(Duration::from_secs(seconds)).await;
    assert!(seconds < 100, "bike {number} is beyond repair");
    format!("bike {number} is mended")
}

#[cfg(test)]
mod tests;
