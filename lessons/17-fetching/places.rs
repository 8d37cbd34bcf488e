//! Four pages of a slow host and two of a quick one, with four places for all and two for a host: which limit first?
//!
//!     cargo run -q -- run places

use futures::future::join_all;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// With the milliseconds that each of them takes.
const PAGES: [(&str, u64); 6] = [
    ("slow/1", 1000),
    ("slow/2", 1200),
    ("slow/3", 1000),
    ("slow/4", 1200),
    ("quick/1", 100),
    ("quick/2", 120),
];

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
    let fetches = PAGES.map(async |(page, ms)| {
        let _place = all.acquire().await;
        // It has a place by now, and makes no use of it until its host has time.
        let _turn = host(page).acquire().await;
        fetch(page, ms, start).await;
    });
    join_all(fetches).await;

    println!("a turn at the host first");
    let start = Instant::now();
    let fetches = PAGES.map(async |(page, ms)| {
        let _turn = host(page).acquire().await;
        let _place = all.acquire().await;
        fetch(page, ms, start).await;
    });
    join_all(fetches).await;
}

#[instrument(skip(start))]
async fn fetch(page: &str, ms: u64, start: Instant) {
    sleep(Duration::from_millis(ms)).await;
    println!("{} ms: {page}", start.elapsed().as_millis());
}
