//! Wrong: gives each mechanic every third bike, and one has a pile of them while another is idle.
//! Fails: has_as_many_mechanics_as_it_pays

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tracing::instrument;

/// Lets `mechanics` mechanics mend the bikes that come through `bikes`: each bike
/// once, at most so many at a time, and no mechanic is idle while a bike waits.
/// Returns the receipts, in any order, but not before the channel is closed and
/// all bikes are done. A bike for which `mend` panics gets no receipt, and costs
/// no other bike its own.
async fn workshop(mut bikes: mpsc::Receiver<Bike>, mechanics: usize) -> Vec<String> {
    let (sender, mut receipts) = mpsc::channel(mechanics);
    let piles: Vec<_> = (0..mechanics)
        .map(|_| {
            let (pile, mut bikes) = mpsc::channel::<Bike>(100);
            let sender = sender.clone();
            tokio::spawn(async move {
                while let Some(bike) = bikes.recv().await {
                    if let Ok(receipt) = tokio::spawn(mend(bike.number, bike.seconds)).await {
                        let _ = sender.send(receipt).await;
                    }
                }
            });
            pile
        })
        .collect();
    drop(sender);
    tokio::spawn(async move {
        for pile in piles.iter().cycle() {
            let Some(bike) = bikes.recv().await else {
                return;
            };
            let _ = pile.send(bike).await;
        }
    });
    let mut all = Vec::new();
    while let Some(receipt) = receipts.recv().await {
        all.push(receipt);
    }
    all
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
