//! Four pages of a slow host and two of a quick one, with four places for all and two for a host: which limit first?
//!
//!     cargo run -q -- run places

use futures::future::join_all;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};
use tracing::instrument;

const PAGES: [&str; 6] = ["slow/1", "slow/2", "slow/3", "slow/4", "quick/1", "quick/2"];

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let [all, slow, quick] = [4, 2, 2].map(Semaphore::new);
    let host = |page: &str| {
        if page.starts_with("slow") {
            &slow
        } else {
            &quick
        }
    };

    println!("a place first");
    let fetches = PAGES.map(async |page| {
        let _place = all.acquire().await;
        // It has a place by now, and makes no use of it until its host has time.
        let _turn = host(page).acquire().await;
        fetch(page, start).await;
    });
    join_all(fetches).await;

    println!("a turn at the host first");
    let start = Instant::now();
    let fetches = PAGES.map(async |page| {
        let _turn = host(page).acquire().await;
        let _place = all.acquire().await;
        fetch(page, start).await;
    });
    join_all(fetches).await;
}

#[instrument(skip(start))]
async fn fetch(page: &str, start: Instant) {
    let slow = page.starts_with("slow");
    sleep(Duration::from_millis(if slow { 1000 } else { 100 })).await;
    println!("{} ms: {page}", start.elapsed().as_millis());
}
