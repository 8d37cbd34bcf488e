//! Wrong: gives each shop a task of its own. Dropping the handle of a task does not stop it.
//! Fails: stops_the_others

use futures::stream::{FuturesUnordered, StreamExt};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Asks every shop of `shops` at once; a shop is known by how many seconds its
/// offer takes. Returns the first three offers, in the order in which they come,
/// as soon as the third is there; all offers, if there are fewer. The shops that
/// are not done by then stop: their offers are never finished.
async fn first_three(market: &Market, shops: &[u64]) -> Vec<String> {
    let questions: FuturesUnordered<_> = shops
        .iter()
        .map(|&seconds| {
            let market = market.clone();
            tokio::spawn(async move { market.ask(seconds).await })
        })
        .collect();
    questions
        .take(3)
        .map(|offer| offer.unwrap())
        .collect()
        .await
}

/// Given: it counts the shops that were asked, and the offers that they have
/// finished. Clones are the same market.
#[derive(Clone, Debug, Default)]
struct Market {
    asked: Arc<AtomicUsize>,
    finished: Arc<AtomicUsize>,
}

impl Market {
    /// Given: asks one shop, which works `seconds` on its offer.
    #[instrument(skip(self))]
    async fn ask(&self, seconds: u64) -> String {
        self.asked.fetch_add(1, Relaxed);
        sleep(Duration::from_secs(seconds)).await;
        self.finished.fetch_add(1, Relaxed);
        format!("offer after {seconds} s")
    }
}

#[cfg(test)]
mod tests;
