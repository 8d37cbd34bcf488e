//! Wrong: makes a client for each page, as many a tutorial does: no connection is ever used again.
//! Fails: uses_the_client_that_it_is_given

use futures::future::join_all;
use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    join_all(urls.iter().map(|url| fetch(client, url))).await
}

async fn fetch(_client: &Client, url: &Url) -> Result<String, Error> {
    let response = Client::new().get(url.clone()).send().await?;
    response.error_for_status()?.text().await
}

#[cfg(test)]
mod tests;
