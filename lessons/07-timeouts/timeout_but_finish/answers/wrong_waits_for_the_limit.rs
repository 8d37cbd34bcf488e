//! Wrong: waits for the limit in any case, and then looks whether the receipt is there.
//! Fails: returns_the_receipt

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// The payment takes longer than the caller waits. It will be made.
#[derive(Debug, PartialEq)]
struct Late;

/// Pays `amount`, and returns the receipt as soon as it is there. Without one
/// after `limit`, returns `Late` at once. Whether the caller waits, gets `Late`,
/// or drops this future at any of its waits: the payment must be made, and only
/// once.
async fn pay_within(limit: Duration, bank: Arc<Bank>, amount: u32) -> Result<String, Late> {
    let payment = tokio::spawn(async move { bank.pay(amount).await });
    sleep(limit).await;
    if payment.is_finished() {
        Ok(payment.await.expect("no payment panics"))
    } else {
        Err(Late)
    }
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
