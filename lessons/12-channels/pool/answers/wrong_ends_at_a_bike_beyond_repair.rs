//! Wrong: takes a bike beyond repair for the end, and the bikes that are being mended then are dropped.
//! Fails: waits_for_those_behind_a_bike_beyond_repair

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

/// Lets `mechanics` mechanics mend the bikes that come through `bikes`: each bike
/// once, at most so many at a time, and no mechanic is idle while a bike waits.
/// Returns the receipts, in any order, but not before the channel is closed and
/// all bikes are done. A bike for which `mend` panics gets no receipt, and costs
/// no other bike its own.
async fn workshop(mut bikes: mpsc::Receiver<Bike>, mechanics: usize) -> Vec<String> {
    let mut busy = JoinSet::new();
    let mut receipts = Vec::new();
    while let Some(bike) = bikes.recv().await {
        busy.spawn(mend(bike.number, bike.seconds));
        if busy.len() == mechanics {
            let end = busy.join_next().await.expect("they are all busy");
            receipts.extend(end.ok());
        }
    }
    // A bike beyond repair is an `Err`, and with it this loop ends.
    while let Some(Ok(receipt)) = busy.join_next().await {
        receipts.push(receipt);
    }
    receipts
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
