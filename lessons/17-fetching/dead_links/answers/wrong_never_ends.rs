//! Wrong: waits for both channels to close, and holds a sender of each itself.
//! Fails: finds_what_is_not_there

use reqwest::{Client, Error, Url};
use small_web::links;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc};

/// How many requests may be under way at once.
const AT_ONCE: usize = 8;
/// How many of these may be to one host, which is what `url.authority()` gives.
const TO_ONE_HOST: usize = 2;

/// Asks for `start`, and for every page that is at most `depth` links away from
/// it, each once. Gives the addresses that cannot be fetched: nobody answers
/// there, or the status says that it failed. `links(&url, &text)` are the links
/// of a page. There are as many requests under way as the limits allow.
async fn dead_links(client: &Client, start: Url, depth: usize) -> BTreeSet<Url> {
    let all = Arc::new(Semaphore::new(AT_ONCE));
    let mut hosts = HashMap::new();
    let mut dead = BTreeSet::new();
    let mut known = BTreeSet::from([start.clone()]);
    let (found, mut to_ask) = mpsc::unbounded_channel();
    let (tell, mut told) = mpsc::unbounded_channel();
    let _ = found.send((start, 0));
    loop {
        tokio::select! {
            Some((url, far)) = to_ask.recv() => {
                let host: &mut Arc<Semaphore> = hosts
                    .entry(Url::authority(&url).to_string())
                    .or_insert_with(|| Arc::new(Semaphore::new(TO_ONE_HOST)));
                let (client, all, host, tell) = (client.clone(), all.clone(), host.clone(), tell.clone());
                tokio::spawn(async move {
                    let _of_the_host = host.acquire().await;
                    let _of_all = all.acquire().await;
                    let text = fetch(&client, &url).await;
                    let _ = tell.send((text, url, far));
                });
            }
            Some((text, url, far)) = told.recv() => match text {
                Ok(text) if far < depth => {
                    for link in links(&url, &text) {
                        if known.insert(link.clone()) {
                            let _ = found.send((link, far + 1));
                        }
                    }
                }
                Ok(_) => {}
                Err(_) => _ = dead.insert(url),
            },
            // Both channels are closed: nothing is left.
            else => return dead,
        }
    }
}

async fn fetch(client: &Client, url: &Url) -> Result<String, Error> {
    let response = client.get(url.clone()).send().await?;
    response.error_for_status()?.text().await
}

#[cfg(test)]
mod tests;
