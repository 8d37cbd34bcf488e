//! A transfer is dropped halfway: between two statements, then within a transaction.
//!
//!     cargo run -q -- run transfer_tx

use sqlx::any::{AnyExecutor, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, Connection, Error, query, query_as};
use std::{env, process::ExitCode, time::Duration};
use tokio::time::{sleep, timeout};
use tracing::instrument;

#[tokio::main]
async fn main() -> ExitCode {
    install_default_drivers();
    let folder = tempfile::tempdir().expect("there is room for a small file");
    let file = format!("sqlite:{}/bank.db?mode=rwc", folder.path().display());
    let url = env::var("DATABASE_URL").unwrap_or(file);
    let Err(error) = move_money(&url).await else {
        return ExitCode::SUCCESS;
    };
    eprintln!("the bank stays closed: {error}");
    ExitCode::FAILURE
}

async fn move_money(url: &str) -> Result<(), Error> {
    let mut bank = AnyConnection::connect(url).await?;
    let accounts = "CREATE TABLE accounts AS
        SELECT 'Ada' AS name, 100 AS balance UNION SELECT 'Ben', 0";
    query(accounts).execute(&mut bank).await?;
    println!("before: {:?}", balances(&mut bank).await?);

    let pool = AnyPool::connect(url).await?;
    let limit = Duration::from_millis(500);
    let _too_late = timeout(limit, in_two_statements(&pool)).await;
    println!("two statements, dropped: {:?}", balances(&mut bank).await?);
    let _too_late = timeout(limit, in_a_transaction(&pool)).await;
    println!("a transaction, dropped: {:?}", balances(&mut bank).await?);
    in_a_transaction(&pool).await?;
    println!("a transaction: {:?}", balances(&mut bank).await?);
    pool.close().await;
    query("DROP TABLE accounts").execute(&mut bank).await?;
    bank.close().await
}

#[instrument(skip_all)]
async fn in_two_statements(pool: &AnyPool) -> Result<(), Error> {
    add(-30, "Ada", pool).await?;
    // The bank takes a second to confirm it.
    sleep(Duration::from_secs(1)).await;
    add(30, "Ben", pool).await
}

#[instrument(skip_all)]
async fn in_a_transaction(pool: &AnyPool) -> Result<(), Error> {
    // It owns a connection. Dropped before `commit`, it takes back what was done.
    let mut transaction = pool.begin().await?;
    add(-30, "Ada", &mut *transaction).await?;
    sleep(Duration::from_secs(1)).await;
    add(30, "Ben", &mut *transaction).await?;
    transaction.commit().await
}

async fn add(amount: i64, name: &str, to: impl AnyExecutor<'_>) -> Result<(), Error> {
    let add = query("UPDATE accounts SET balance = balance + ? WHERE name = ?");
    add.bind(amount).bind(name).execute(to).await.map(drop)
}

async fn balances(bank: &mut AnyConnection) -> Result<Vec<(String, i64)>, Error> {
    let accounts = query_as("SELECT name, balance FROM accounts ORDER BY name");
    accounts.fetch_all(bank).await
}
