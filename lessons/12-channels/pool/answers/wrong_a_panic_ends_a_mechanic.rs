//! Wrong: a bike beyond repair ends the task of its mechanic, and with the last mechanic the work ends.
//! Fails: loses_no_mechanic_to_a_bike_beyond_repair

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::time::sleep;
use tracing::instrument;

/// Lets `mechanics` mechanics mend the bikes that come through `bikes`: each bike
/// once, at most so many at a time, and no mechanic is idle while a bike waits.
/// Returns the receipts, in any order, but not before the channel is closed and
/// all bikes are done. A bike for which `mend` panics gets no receipt, and costs
/// no other bike its own.
async fn workshop(bikes: mpsc::Receiver<Bike>, mechanics: usize) -> Vec<String> {
    let bikes = Arc::new(Mutex::new(bikes));
    let (sender, mut receipts) = mpsc::channel(mechanics);
    for _ in 0..mechanics {
        let (bikes, sender) = (Arc::clone(&bikes), sender.clone());
        tokio::spawn(async move {
            while let Some(bike) = next(&bikes).await {
                let receipt = mend(bike.number, bike.seconds).await;
                let _ = sender.send(receipt).await;
            }
        });
    }
    // The mechanics have their clones. With this one alive, `recv` would never give `None`.
    drop(sender);

    let mut all = Vec::new();
    while let Some(receipt) = receipts.recv().await {
        all.push(receipt);
    }
    all
}

/// The lock is given back before the bike is mended.
async fn next(bikes: &Mutex<mpsc::Receiver<Bike>>) -> Option<Bike> {
    bikes.lock().await.recv().await
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
