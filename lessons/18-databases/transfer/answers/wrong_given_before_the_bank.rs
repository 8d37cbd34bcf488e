//! Wrong: gives the money, and then asks the bank.
//! Fails: gives_it_when_the_bank_has_said_yes

use sqlx::{AnyConnection, AnyPool, query};
use std::future::pending;
use thiserror::Error;
use tokio::sync::Notify;
use tracing::instrument;

#[derive(Debug, Error)]
enum Refused {
    #[error("{0} has less than that")]
    TooLittle(String),
    #[error("there is no account of {0}")]
    NoAccount(String),
    #[error("the bank says no")]
    ByTheBank,
    #[error(transparent)]
    ByTheDatabase(#[from] sqlx::Error),
}

/// Moves `amount` from one account to another: takes it, has it confirmed by
/// the `bank`, and gives it, in this order, all three or nothing. If `from` has
/// less than `amount`, if there is no account `to`, or if the bank says no,
/// then this is the result, and no money moves. Whenever this future is
/// dropped, all the money must be there.
async fn transfer(
    amount: i64,
    from: &str,
    to: &str,
    pool: &AnyPool,
    bank: &Bank,
) -> Result<(), Refused> {
    let mut transaction = pool.begin().await?;
    if !add(-amount, from, &mut transaction).await? {
        return Err(Refused::TooLittle(from.into()));
    }
    let was_given = add(amount, to, &mut transaction).await?;
    if !bank.confirm(amount).await {
        return Err(Refused::ByTheBank);
    }
    if !was_given {
        return Err(Refused::NoAccount(to.into()));
    }
    Ok(transaction.commit().await?)
}

/// Given: adds `amount`, which may be negative, to the balance of `name`, where
/// none falls below 0. Says whether it has: it has not if there is no such
/// account, or too little in it.
#[instrument(skip(connection))]
async fn add(amount: i64, name: &str, connection: &mut AnyConnection) -> Result<bool, sqlx::Error> {
    let add = "UPDATE accounts SET balance = balance + ? WHERE name = ? AND balance + ? >= 0";
    let add = query(add).bind(amount).bind(name).bind(amount);
    Ok(add.execute(connection).await?.rows_affected() == 1)
}

/// Given: a bank, which confirms up to 50, and may be closed.
#[derive(Debug, Default)]
struct Bank {
    is_closed: bool,
    was_asked: Notify,
}

impl Bank {
    /// Says yes or no. A closed bank never answers.
    #[instrument(skip(self))]
    async fn confirm(&self, amount: i64) -> bool {
        self.was_asked.notify_one();
        if self.is_closed {
            pending::<()>().await;
        }
        amount <= 50
    }
}

#[cfg(test)]
mod tests;
