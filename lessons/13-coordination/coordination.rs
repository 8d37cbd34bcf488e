//! A bridge opens for whoever waits, and for whoever comes while it is open. Then it closes, and the next boat waits.
//!
//!     cargo run -q -- run coordination

use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    // A watch channel keeps one value, the latest: is the bridge open?
    let (is_open, _) = watch::channel(false);
    let mut boats = JoinSet::new();
    boats.spawn(boat("Ada", 0, 1, is_open.subscribe()));
    boats.spawn(boat("Ben", 0, 2, is_open.subscribe()));
    boats.spawn(boat("Cleo", 3, 1, is_open.subscribe()));
    boats.spawn(boat("Dora", 6, 1, is_open.subscribe()));

    keeper(&is_open).await;
    boats.join_all().await;
}

#[instrument(skip_all)]
async fn keeper(is_open: &watch::Sender<bool>) {
    for (seconds, opens) in [(1, true), (4, false), (2, true)] {
        sleep(Duration::from_secs(seconds)).await;
        println!("the bridge {}", if opens { "opens" } else { "closes" });
        // Wakes all who wait, and stays for all who come.
        is_open.send_replace(opens);
    }
}

#[instrument(skip(is_open))]
async fn boat(name: &str, comes: u64, takes: u64, mut is_open: watch::Receiver<bool>) {
    sleep(Duration::from_secs(comes)).await;
    // Looks at the value first, and again whenever it has changed.
    is_open
        .wait_for(|is_open| *is_open)
        .await
        .expect("the keeper stays");
    sleep(Duration::from_secs(takes)).await;
    println!("{name} is through");
}
