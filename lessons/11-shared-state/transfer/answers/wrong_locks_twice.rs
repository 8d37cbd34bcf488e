//! Wrong: locks in the right order, and one account twice if it is both.
//! Finding: deadlock

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::sleep;
use tracing::instrument;

/// Accounts with a balance each. Whoever wants to change one locks it.
struct Bank {
    accounts: Vec<Mutex<i32>>,
}

/// Enters a transfer in the books, then moves the money, and returns `true`. If
/// there is not enough on `from`, nothing is entered and nothing moved, only
/// `false` returned. Nothing may have moved if the transfer is dropped before it
/// is entered. Nobody may ever see the money on none of the two accounts or on
/// both, and no account falls below zero. A transfer must not wait for one
/// between other accounts, and must not wait for ever, in whatever order the
/// tasks run. From an account to itself, nothing has to be moved.
async fn transfer(bank: &Bank, from: usize, to: usize, amount: i32) -> bool {
    let mut lower = bank.accounts[from.min(to)].lock().await;
    let mut higher = bank.accounts[from.max(to)].lock().await;
    let (source, target) = match from < to {
        true => (&mut *lower, &mut *higher),
        false => (&mut *higher, &mut *lower),
    };
    if *source < amount {
        return false;
    }
    enter(amount).await;
    *source -= amount;
    *target += amount;
    true
}

impl Bank {
    fn new(balances: &[i32]) -> Bank {
        let accounts = balances
            .iter()
            .map(|balance| Mutex::new(*balance))
            .collect();
        Bank { accounts }
    }

    /// Given: the balances of all accounts at one moment. Locks them in the
    /// order of their numbers.
    async fn balances(&self) -> Vec<i32> {
        let mut guards = Vec::new();
        for account in &self.accounts {
            guards.push(account.lock().await);
        }
        guards.iter().map(|balance| **balance).collect()
    }
}

/// Given: enters a transfer in the books, which takes a second.
#[instrument]
async fn enter(amount: i32) {
    sleep(Duration::from_secs(1)).await;
}

#[cfg(test)]
mod tests;
