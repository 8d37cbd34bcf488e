//! Fetch pages at the same time, with one client, and lose none of the answers.
//!
//!     cargo run -q -- check fetching/fetch_all

use reqwest::{Client, Error, Url};

/// Fetches all `urls` at the same time with `client`, and gives for each, in
/// their order, its text or the error. An answer whose status says that it
/// failed, such as 404, is an error too.
async fn fetch_all(client: &Client, urls: &[Url]) -> Vec<Result<String, Error>> {
    todo!("fetch {urls:?} with {client:?}")
}

#[cfg(test)]
mod tests;
