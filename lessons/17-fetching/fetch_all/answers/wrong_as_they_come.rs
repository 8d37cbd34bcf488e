//! Wrong: gives the pages in the order in which they come in.
//! Fails: keeps_the_order_when_the_last_is_the_first_to_come

use futures::stream::{FuturesUnordered, StreamExt};
use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    let pages: FuturesUnordered<_> = urls.iter().map(|url| fetch(client, url)).collect();
    pages.collect().await
}

async fn fetch(client: &Client, url: &Url) -> Result<String, Error> {
    let response = client.get(url.clone()).send().await?;
    response.error_for_status()?.text().await
}

#[cfg(test)]
mod tests;
