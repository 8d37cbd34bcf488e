//! Wrong: panics at the first page that is not there, and takes the others with it.
//! Fails: a_failed_page_is_an_error_among_the_others

use futures::future::join_all;
use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    join_all(urls.iter().map(|url| fetch(client, url))).await
}

async fn fetch(client: &Client, url: &Url) -> Result<String, Error> {
    let response = client.get(url.clone()).send().await?;
    let response = response.error_for_status().unwrap();
    response.text().await
}

#[cfg(test)]
mod tests;
