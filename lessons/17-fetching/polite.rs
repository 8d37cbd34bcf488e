//! Asks for four awkward pages: one is busy at first, one never ends, one breaks off, and one is not for robots.
//!
//!     cargo run -q -- run polite

use futures::future::join_all;
use reqwest::{Client, Error, Url};
use small_web::{Robots, busy_for, reason, robots_txt};
use tokio::sync::{OnceCell, Semaphore};
use tokio::time::sleep;
use tracing::instrument;

/// In bytes. A crawler looks for links, and what a longer page has after that is not missed.
const MOST: usize = 16 * 1024;

/// What a host has of its own: two places, and rules, which are asked for once.
pub type Host = (Semaphore, OnceCell<Robots>);
pub type Found = Result<String, String>; // The text, or why there is none.

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = small_web::client().user_agent("see-async-run").build()?;
    let pages = [
        "http://ferry.example/timetable",
        "http://harbour.example/almanac",
        "http://ferry.example/log",
        "http://harbour.example/staff/rota",
    ];
    let visits = pages.map(async |page| {
        let url = Url::parse(page).expect("each of them is an address");
        let host = (Semaphore::new(2), OnceCell::new());
        visit(&url, &host, &Semaphore::new(8), &client).await
    });
    for (page, found) in pages.iter().zip(join_all(visits).await) {
        let found = found.map_or_else(|why| why, |text| format!("{} bytes", text.len()));
        println!("{page}: {found}");
    }
    Ok(())
}

/// Fetches a page when it is its turn, and if its host lets robots have it.
#[instrument(skip_all, fields(%url))]
pub async fn visit(url: &Url, (two, rules): &Host, all: &Semaphore, client: &Client) -> Found {
    // In this order: whoever had one of all places, and waited for a slow host, would keep it from the others.
    let _of_the_host = two.acquire().await;
    let _of_all = all.acquire().await;
    let ask = async || Robots::of(fetch(&robots_txt(url), client).await);
    match rules.get_or_init(ask).await.allows(url.path()) {
        true => fetch(url.as_str(), client).await.map_err(reason),
        false => Err("not for robots".into()),
    }
}

/// Gives what there is at an address, or the beginning of it.
async fn fetch(address: &str, client: &Client) -> Result<String, Error> {
    let mut response = client.get(address).send().await?;
    if let Some(wait) = busy_for(&response) {
        sleep(wait).await;
        response = client.get(address).send().await?;
    }
    response = response.error_for_status()?;
    // `text()` would collect a body that never ends until there is no memory left.
    let mut page = Vec::new();
    while page.len() < MOST
        && let Some(piece) = response.chunk().await?
    {
        page.extend_from_slice(&piece);
    }
    page.truncate(MOST);
    Ok(String::from_utf8_lossy(&page).into_owned())
}
