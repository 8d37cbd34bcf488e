//! Each page has a future of its own, in which `?` ends that page only; `join_all` keeps the order of the list.

use futures::future::join_all;
use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    let fetches = urls.iter().map(async |url| {
        let response = client.get(url.clone()).send().await?;
        response.error_for_status()?.text().await
    });
    join_all(fetches).await
}

#[cfg(test)]
mod tests;
