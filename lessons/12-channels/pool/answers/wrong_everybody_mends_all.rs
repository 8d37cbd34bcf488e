//! Wrong: a broadcast gives each bike to each mechanic.
//! Fails: mends_every_bike_once

use std::time::Duration;
use tokio::sync::{broadcast, mpsc};
use tokio::time::sleep;
use tracing::instrument;

/// Lets `mechanics` mechanics mend the bikes that come through `bikes`: each bike
/// once, at most so many at a time, and no mechanic is idle while a bike waits.
/// Returns the receipts, in any order, but not before the channel is closed and
/// all bikes are done. A bike for which `mend` panics gets no receipt, and costs
/// no other bike its own.
async fn workshop(mut bikes: mpsc::Receiver<Bike>, mechanics: usize) -> Vec<String> {
    let (all, _) = broadcast::channel(100);
    let (sender, mut receipts) = mpsc::channel(mechanics);
    for _ in 0..mechanics {
        let (mut bikes, sender) = (all.subscribe(), sender.clone());
        tokio::spawn(async move {
            while let Ok((number, seconds)) = bikes.recv().await {
                if let Ok(receipt) = tokio::spawn(mend(number, seconds)).await {
                    let _ = sender.send(receipt).await;
                }
            }
        });
    }
    drop(sender);
    tokio::spawn(async move {
        while let Some(bike) = bikes.recv().await {
            let _ = all.send((bike.number, bike.seconds));
        }
    });
    let mut every = Vec::new();
    while let Some(receipt) = receipts.recv().await {
        every.push(receipt);
    }
    every
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
