//! Fetches several pages at the same time, and prints the first 200 characters of each.
//!
//!     cargo run -q -- run fetching

use futures::future::join_all;
use reqwest::{Client, Error};
use std::env;
use std::time::Duration;
use tracing::instrument;

#[tokio::main]
async fn main() -> Result<(), Error> {
    // Real addresses work too: cargo run -q -- run fetching -- https://www.rust-lang.org
    let mut addresses: Vec<String> = env::args().skip(1).collect();
    if addresses.is_empty() {
        // A small web in this very process answers for the names that end in `.example`.
        addresses = [
            "http://harbour.example/",
            "http://ferry.example/",
            "http://library.example/",
            "http://ferry.example/winter",
            "http://island.example/",
        ]
        .map(String::from)
        .to_vec();
    }

    // One client for all: it keeps the connections, and those who ask again find them open.
    let client = small_web::client()
        .timeout(Duration::from_secs(10))
        .build()?;
    let pages = join_all(addresses.iter().map(|address| fetch(address, &client))).await;

    for (address, page) in addresses.iter().zip(pages) {
        match page {
            Ok(page) => println!("{address}\n{}", page.chars().take(200).collect::<String>()),
            Err(error) => println!("{address}: {}", small_web::reason(error)),
        }
    }
    Ok(())
}

#[instrument(skip(client))]
async fn fetch(address: &str, client: &Client) -> Result<String, Error> {
    // Ready when the head of the answer is there. A 404 is an answer too; the second line makes it an error.
    let response = client.get(address).send().await?;
    let response = response.error_for_status()?;
    // The body comes later, and has its own ways to fail.
    response.text().await
}
