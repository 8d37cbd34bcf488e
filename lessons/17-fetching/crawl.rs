//! Crawls a small web: each page once, eight requests at once, two of one host, and none after the deadline.
//!
//!     cargo run -q -- run crawl

#[path = "polite.rs"]
mod polite;

use futures::stream::{FuturesUnordered, StreamExt};
use indicatif::ProgressBar;
use reqwest::{Client, Url};
use small_web::{links, title};
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;
use tokio::sync::{OnceCell, Semaphore};
use tokio::time::timeout;

/// The pages that are known, and what there is at each that was visited.
type SiteMap = BTreeMap<Url, Option<String>>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = std::env::args().nth(1);
    let start = start.unwrap_or("http://harbour.example/".into());
    let start = Url::parse(&start).map_err(|why| format!("{start}: {why}"))?;
    let client = small_web::client().user_agent("see-async-run").build()?;
    let mut map = SiteMap::from([(start, None)]);
    // At the deadline, what is under way is dropped. The map keeps what was found before.
    let _ = timeout(Duration::from_secs(10), crawl(&mut map, 3, &client)).await;
    for (url, what) in map {
        println!("{url}  {}", what.unwrap_or("not visited".into()));
    }
    Ok(())
}

/// Visits each page that is `depth` links away from the first one, or nearer.
pub async fn crawl(map: &mut SiteMap, depth: usize, client: &Client) {
    let (all, mut hosts) = (Semaphore::new(8), HashMap::new());
    // It is drawn on stderr, and only if that is a terminal.
    let bar = ProgressBar::new(0);
    for _ in 0..=depth {
        let new = map.iter().filter(|(_, what)| what.is_none());
        let level: Vec<Url> = new.map(|(url, _)| url.clone()).collect();
        bar.inc_length(level.len() as u64);
        for url in &level {
            let host = || (Semaphore::new(2), OnceCell::new());
            hosts
                .entry(url.authority().to_string())
                .or_insert_with(host);
        }
        let visit = async |url| {
            let host = &hosts[Url::authority(url)];
            (url, polite::visit(url, host, &all, client).await)
        };
        let mut visits: FuturesUnordered<_> = level.iter().map(visit).collect();
        while let Some((url, page)) = visits.next().await {
            bar.inc(1);
            // A page that is known is not asked for again: that is where a cycle ends.
            for link in page.iter().flat_map(|page| links(url, page)) {
                map.entry(link).or_insert(None);
            }
            let what = page.map_or_else(|why| why, |page| title(&page));
            map.insert(url.clone(), Some(what));
        }
    }
}
