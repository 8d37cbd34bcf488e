//! Wrong: takes one of the eight places first, and keeps it while it waits for its host.
//! Fails: asks_for_as_much_as_it_may_and_no_more

use futures::future::join_all;
use reqwest::{Client, Error, Url};
use small_web::links;
use std::collections::{BTreeSet, HashMap};
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
    let all = Semaphore::new(AT_ONCE);
    let mut dead = BTreeSet::new();
    let mut known = BTreeSet::from([start.clone()]);
    let mut level = vec![start];
    for _ in 0..=depth {
        let host = |url: &Url| (url.authority().to_string(), Semaphore::new(TO_ONE_HOST));
        let hosts: HashMap<String, Semaphore> = level.iter().map(host).collect();
        let asking = level.iter().map(async |url| {
            let _of_all = all.acquire().await;
            let _of_the_host = hosts[url.authority()].acquire().await;
            fetch(client, url).await
        });
        let texts = join_all(asking).await;
        let mut next = Vec::new();
        for (url, text) in level.into_iter().zip(texts) {
            match text {
                Ok(text) => next.extend(links(&url, &text)),
                Err(_) => _ = dead.insert(url),
            }
        }
        next.retain(|url| known.insert(url.clone()));
        level = next;
    }
    dead
}

async fn fetch(client: &Client, url: &Url) -> Result<String, Error> {
    let response = client.get(url.clone()).send().await?;
    response.error_for_status()?.text().await
}

#[cfg(test)]
mod tests;
