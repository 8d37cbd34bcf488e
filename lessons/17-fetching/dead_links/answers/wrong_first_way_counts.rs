//! Wrong: takes the first way that it finds to a page for the shortest.
//! Fails: the_shortest_way_counts

use futures::stream::{FuturesUnordered, StreamExt};
use reqwest::{Client, Error, Url};
use small_web::links;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use tokio::sync::Semaphore;

/// How many requests may be under way at once.
const AT_ONCE: usize = 8;
/// How many of these may be to one host, which is what `url.authority()` gives.
const TO_ONE_HOST: usize = 2;

/// Asks for `start`, and for every page that is at most `depth` links away from
/// it, each once. Gives the addresses that cannot be fetched: nobody answers
/// there, or the status says that it failed. `links(&url, &text)` are the links
/// of a page. There are as many requests under way as the limits allow.
async fn dead_links(client: &Client, start: Url, depth: usize) -> BTreeSet<Url> {
    let (all, hosts) = (Semaphore::new(AT_ONCE), RefCell::new(HashMap::new()));
    let ask = async |url: Url, depth: usize| {
        let mut map = hosts.borrow_mut();
        let host = map.entry(url.authority().to_string());
        let host: &Rc<Semaphore> = host.or_insert_with(|| Rc::new(Semaphore::new(TO_ONE_HOST)));
        let host = host.clone();
        drop(map);
        let _of_the_host = host.acquire().await;
        let _of_all = all.acquire().await;
        (fetch(client, &url).await, url, depth)
    };
    let mut dead = BTreeSet::new();
    let mut known = BTreeSet::from([start.clone()]);
    let mut asking = FuturesUnordered::from_iter([ask(start, 0)]);
    while let Some((text, url, far)) = asking.next().await {
        match text {
            Ok(text) if far < depth => {
                for link in links(&url, &text) {
                    if known.insert(link.clone()) {
                        asking.push(ask(link, far + 1));
                    }
                }
            }
            Ok(_) => {}
            Err(_) => _ = dead.insert(url),
        }
    }
    dead
}

async fn fetch(client: &Client, url: &Url) -> Result<String, Error> {
    let response = client.get(url.clone()).send().await?;
    response.error_for_status()?.text().await
}

#[cfg(test)]
mod tests;
