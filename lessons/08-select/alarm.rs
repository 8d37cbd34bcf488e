//! Eight guests wait at a counter, and the alarm is ringing. Who asks for a guest first does not hear it.
//!
//!     cargo run -q -- run alarm

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    let served = guests_first(guests().await, alarm().await).await;
    println!("guests first: {served} served before the alarm is heard");
    let served = by_chance(guests().await, alarm().await).await;
    println!("by chance: {served} served before the alarm is heard");
}

/// Eight guests stand in a queue, and nobody else comes.
async fn guests() -> mpsc::Receiver<u32> {
    let (queue, guests) = mpsc::channel(8);
    for guest in 1..=8 {
        queue.send(guest).await.expect("the counter is open");
    }
    guests
}

/// It rings already.
async fn alarm() -> mpsc::Receiver<()> {
    let (bell, alarm) = mpsc::channel(1);
    bell.send(()).await.expect("the counter is open");
    alarm
}

#[instrument(skip_all)]
async fn guests_first(mut guests: mpsc::Receiver<u32>, mut alarm: mpsc::Receiver<()>) -> u32 {
    let mut served = 0;
    loop {
        tokio::select! {
            // In each turn, the branches are looked at from the top.
            biased;
            Some(guest) = guests.recv() => served = serve(guest).await,
            _ = alarm.recv() => return served,
        }
    }
}

#[instrument(skip_all)]
async fn by_chance(mut guests: mpsc::Receiver<u32>, mut alarm: mpsc::Receiver<()>) -> u32 {
    let mut served = 0;
    loop {
        tokio::select! {
            Some(guest) = guests.recv() => served = serve(guest).await,
            _ = alarm.recv() => return served,
        }
    }
}

/// While a guest is served, no branch is looked at.
async fn serve(guest: u32) -> u32 {
    sleep(Duration::from_millis(100)).await;
    guest
}
