//! A boat looks, takes in its sails and listens for the bell, which has rung by then. The next one listens first.
//!
//!     cargo run -q -- run lost_wakeup

use std::cell::Cell;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};
use tracing::instrument;

#[derive(Default)]
struct Bridge {
    is_open: Cell<bool>,
    bell: Notify,
}

#[tokio::main]
async fn main() {
    let bridge = Bridge::default();
    let ada = timeout(Duration::from_secs(5), looks_then_listens("Ada", &bridge));
    let (ada, ()) = tokio::join!(ada, keeper(&bridge));
    if ada.is_err() {
        println!("Ada has waited in vain");
    }

    let bridge = Bridge::default();
    tokio::join!(listens_then_looks("Ben", &bridge), keeper(&bridge));
}

#[instrument(skip(bridge))]
async fn looks_then_listens(boat: &str, bridge: &Bridge) {
    while !bridge.is_open.get() {
        take_in_sails(boat).await;
        bridge.bell.notified().await;
    }
    println!("{boat} goes through");
}

#[instrument(skip(bridge))]
async fn listens_then_looks(boat: &str, bridge: &Bridge) {
    loop {
        // From this line on no ring is missed, whatever comes before the `.await`.
        let bell = bridge.bell.notified();
        if bridge.is_open.get() {
            break;
        }
        take_in_sails(boat).await;
        bell.await;
    }
    println!("{boat} goes through");
}

#[instrument]
async fn take_in_sails(boat: &str) {
    sleep(Duration::from_secs(2)).await;
}

#[instrument(skip_all)]
async fn keeper(bridge: &Bridge) {
    sleep(Duration::from_secs(1)).await;
    bridge.is_open.set(true);
    println!("the bell rings");
    bridge.bell.notify_waiters();
}
