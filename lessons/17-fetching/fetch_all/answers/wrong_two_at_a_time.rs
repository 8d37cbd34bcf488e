//! Wrong: asks for no more than two pages at once.
//! Fails: asks_for_all_at_once

use futures::stream::{self, StreamExt};
use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    let pages = stream::iter(urls).map(|url| fetch(client, url));
    pages.buffered(2).collect().await
}

async fn fetch(client: &Client, url: &Url) -> Result<String, Error> {
    let response = client.get(url.clone()).send().await?;
    response.error_for_status()?.text().await
}

#[cfg(test)]
mod tests;
