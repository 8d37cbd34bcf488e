//! Wrong: begins when the channel is closed.
//! Fails: takes_each_bike_as_it_comes

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
    let mut waiting = Vec::new();
    while let Some(bike) = bikes.recv().await {
        waiting.push(bike);
    }
    let mut busy = JoinSet::new();
    let mut all = Vec::new();
    for bike in waiting {
        if busy.len() == mechanics {
            all.extend(busy.join_next().await.and_then(Result::ok));
        }
        busy.spawn(mend(bike.number, bike.seconds));
    }
    while let Some(end) = busy.join_next().await {
        all.extend(end.ok());
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
