//! Wrong: asks for all pages at once, and reads one text after another.
//! Fails: reads_all_at_once

use futures::future::join_all;
use reqwest::{Client, Error, Response, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    let heads = urls.iter().map(|url| client.get(url.clone()).send());
    let mut texts = Vec::new();
    for head in join_all(heads).await {
        texts.push(match head.and_then(Response::error_for_status) {
            Ok(response) => response.text().await,
            Err(error) => Err(error),
        });
    }
    texts
}

#[cfg(test)]
mod tests;
