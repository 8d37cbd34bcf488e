//! Nothing changes before the last `.await`, and behind it nobody can be dropped between the two accounts.

use std::time::Duration;
use thiserror::Error;
use tokio::time::sleep;
use tracing::instrument;

#[derive(Debug)]
struct Accounts {
    ada: u32,
    ben: u32,
}

#[derive(Debug, PartialEq, Error)]
#[error("the bank moves no more than {0} at once")]
struct Refused(u32);

/// Moves `amount` from Ada to Ben: registers it with the bank, which gives it a
/// number, and has the number confirmed. No money must move before that. If the
/// bank refuses, this is the result, and no money moves. Whenever this future is
/// dropped, all the money must be there.
async fn transfer(amount: u32, accounts: &mut Accounts) -> Result<(), Refused> {
    let number = register(amount).await?;
    confirm(number).await?;
    accounts.ada -= amount;
    accounts.ben += amount;
    Ok(())
}

/// Given: the bank writes a transfer down, and gives it a number.
#[instrument]
async fn register(amount: u32) -> Result<u32, Refused> {
    sleep(Duration::from_secs(1)).await;
    match amount {
        91.. => Err(Refused(90)),
        _ => Ok(amount + 1000),
    }
}

/// Given: the bank looks at the transfer of this number, and says yes or no.
#[instrument]
async fn confirm(number: u32) -> Result<(), Refused> {
    sleep(Duration::from_secs(1)).await;
    match number {
        1051.. => Err(Refused(50)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
