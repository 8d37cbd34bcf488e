//! Wrong: gives the payment to the timeout, which drops it.
//! Fails: pays_once_all_the_same

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tracing::instrument;

/// The payment takes longer than the caller waits. It will be made.
#[derive(Debug, PartialEq)]
struct Late;

/// Pays `amount`, and returns the receipt as soon as it is there. Without one
/// after `limit`, returns `Late` at once. Whether the caller waits, gets `Late`,
/// or drops this future at any of its waits: the payment must be made, and only
/// once.
async fn pay_within(limit: Duration, bank: Arc<Bank>, amount: u32) -> Result<String, Late> {
    timeout(limit, bank.pay(amount)).await.map_err(|_| Late)
}

/// Given: a bank, what it has paid, and how many seconds that takes.
struct Bank {
    paid: AtomicU32,
    seconds: u64,
}

impl Bank {
    /// Pays the amount. If the future is dropped before its end, nothing is paid.
    async fn pay(&self, amount: u32) -> String {
        transfer(amount, self.seconds).await;
        self.paid.fetch_add(amount, Relaxed);
        format!("{amount} paid")
    }
}

#[instrument]
async fn transfer(amount: u32, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
}

#[cfg(test)]
mod tests;
