//! Wrong: takes a text that breaks off for an empty one.
//! Fails: half_a_page_is_an_error_as_well

use futures::future::join_all;
use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    let fetches = urls.iter().map(async |url| {
        let response = client.get(url.clone()).send().await?;
        Ok(response
            .error_for_status()?
            .text()
            .await
            .unwrap_or_default())
    });
    join_all(fetches).await
}

#[cfg(test)]
mod tests;
