//! Wrong: panics if nobody answers.
//! Fails: a_server_that_is_not_there_is_an_error_as_well

use futures::future::join_all;
use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    join_all(urls.iter().map(|url| fetch(client, url))).await
}

async fn fetch(client: &Client, url: &Url) -> Result<String, Error> {
    let response = client.get(url.clone()).send().await.unwrap();
    response.error_for_status()?.text().await
}

#[cfg(test)]
mod tests;
