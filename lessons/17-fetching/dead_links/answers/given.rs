//! Find the links of a web that lead nowhere, and be no burden to its servers.
//!
//!     cargo run -q -- check fetching/dead_links

use reqwest::{Client, Url};
use small_web::links;
use std::collections::BTreeSet;

/// How many requests may be under way at once.
const AT_ONCE: usize = 8;
/// How many of these may be to one host, which is what `url.authority()` gives.
const TO_ONE_HOST: usize = 2;

/// Asks for `start`, and for every page that is at most `depth` links away from
/// it, each once. Gives the addresses that cannot be fetched: nobody answers
/// there, or the status says that it failed. `links(&url, &text)` are the links
/// of a page. There are as many requests under way as the limits allow.
async fn dead_links(client: &Client, start: Url, depth: usize) -> BTreeSet<Url> {
    todo!("begin at {start} with {client:?}, and go {depth} links far")
}

#[cfg(test)]
mod tests;
