//! Wrong: gives only the pages that came: nobody knows which these are.
//! Fails: a_failed_page_is_an_error_among_the_others

use futures::future::join_all;
use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    let pages = join_all(urls.iter().map(|url| fetch(client, url))).await;
    pages.into_iter().filter(Result::is_ok).collect()
}

async fn fetch(client: &Client, url: &Url) -> Result<String, Error> {
    let response = client.get(url.clone()).send().await?;
    response.error_for_status()?.text().await
}

#[cfg(test)]
mod tests;
