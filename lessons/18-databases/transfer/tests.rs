// Counts: nothing

use super::*;
use futures::FutureExt;
use sqlx::any::AnyPoolOptions;
use sqlx::{AssertSqlSafe, Connection, query_scalar};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tracing::Instrument;

#[tokio::test]
async fn moves_the_money() {
    with_accounts(async |pool| {
        let moved = transfer(30, "Ada", "Ben", &pool, &Bank::default()).await;
        assert!(
            moved.is_ok(),
            "Ada has 100, and the bank says yes: {moved:?}"
        );
        assert_eq!(balances(&pool).await, [70, 30], "was all of it committed?");
    })
    .await;
}

#[tokio::test]
async fn refuses_more_than_there_is() {
    with_accounts(async |pool| {
        let moved = transfer(1, "Ben", "Ada", &pool, &Bank::default()).await;
        assert!(
            matches!(moved, Err(Refused::TooLittle(name)) if name == "Ben"),
            "Ben has nothing"
        );
        let moved = transfer(101, "Ada", "Ben", &pool, &Bank::default()).await;
        assert!(
            matches!(moved, Err(Refused::TooLittle(_))),
            "Ada has 100: who asks the bank for more?"
        );
        assert_eq!(
            balances(&pool).await,
            [100, 0],
            "nobody has so much, and nothing moves"
        );
    })
    .await;
}

#[tokio::test]
async fn refuses_an_account_that_is_not_there() {
    with_accounts(async |pool| {
        let moved = transfer(30, "Ada", "Bob", &pool, &Bank::default()).await;
        assert!(
            matches!(moved, Err(Refused::NoAccount(name)) if name == "Bob"),
            "there is no Bob"
        );
        assert_eq!(
            balances(&pool).await,
            [100, 0],
            "there is no Bob, and nothing moves"
        );
    })
    .await;
}

#[tokio::test]
async fn refuses_what_the_bank_refuses() {
    with_accounts(async |pool| {
        let moved = transfer(60, "Ada", "Ben", &pool, &Bank::default()).await;
        assert!(
            matches!(moved, Err(Refused::ByTheBank)),
            "the bank confirms no more than 50"
        );
        let moved = transfer(60, "Ada", "Bob", &pool, &Bank::default()).await;
        assert!(
            matches!(moved, Err(Refused::ByTheBank)),
            "the bank is asked before it is given to anybody"
        );
        assert_eq!(
            balances(&pool).await,
            [100, 0],
            "the bank says no, and nothing moves"
        );
    })
    .await;
}

#[tokio::test]
async fn gives_it_when_the_bank_has_said_yes() {
    with_accounts(async |pool| {
        make_accounts_of(
            "balance BIGINT, CHECK (balance <= 100)",
            "('Ada', 100), ('Ben', 90)",
            &pool,
        )
        .await;
        let bank = Bank::default();
        let moved = transfer(30, "Ada", "Ben", &pool, &bank).await;
        assert!(
            matches!(moved, Err(Refused::ByTheDatabase(_))),
            "Ben has 90, and here no account has room for more than 100: {moved:?}"
        );
        assert!(
            bank.was_asked.notified().now_or_never().is_some(),
            "it was given before the bank was asked"
        );
        assert_eq!(
            balances(&pool).await,
            [100, 90],
            "it cannot be given, and nothing moves"
        );
    })
    .await;
}

#[tokio::test]
async fn tells_of_a_commit_that_fails() {
    if is_on_a_server() {
        return eprintln!("left out: MariaDB looks after each statement, never at the commit");
    }
    with_accounts(async |pool| {
        // Whether each balance is one of these is looked at when all is committed.
        execute_over("CREATE TABLE allowed (balance BIGINT PRIMARY KEY)", &pool).await;
        execute_over("INSERT INTO allowed VALUES (100), (0)", &pool).await;
        make_accounts_of(
            "balance BIGINT REFERENCES allowed (balance) DEFERRABLE INITIALLY DEFERRED",
            "('Ada', 100), ('Ben', 0)",
            &pool,
        )
        .await;
        let moved = transfer(30, "Ada", "Ben", &pool, &Bank::default()).await;
        assert!(
            matches!(moved, Err(Refused::ByTheDatabase(_))),
            "nothing is committed, since 70 and 30 are not allowed: {moved:?}"
        );
    })
    .await;
}

/// Makes the accounts anew, so that they keep to a rule of the database.
async fn make_accounts_of(balance: &str, accounts: &str, pool: &AnyPool) {
    execute_over("DROP TABLE accounts", pool).await;
    let table = format!("CREATE TABLE accounts (name VARCHAR(40) PRIMARY KEY, {balance})");
    execute_over(&table, pool).await;
    execute_over(&format!("INSERT INTO accounts VALUES {accounts}"), pool).await;
}

async fn execute_over(sql: &str, pool: &AnyPool) {
    execute(sql, &mut pool.acquire().await.unwrap()).await;
}

#[tokio::test]
async fn keeps_the_money_if_it_is_dropped_while_the_bank_thinks() {
    with_accounts(async |pool| {
        let bank = closed_bank();
        tokio::select! {
            moved = transfer(30, "Ada", "Ben", &pool, &bank) => {
                panic!("the bank has not said yes yet: {moved:?}");
            }
            () = bank.was_asked.notified() => {}
        }
        assert_eq!(
            balances(&pool).await,
            [100, 0],
            "it was dropped while the bank was thinking"
        );
    })
    .await;
}

#[tokio::test]
async fn keeps_the_money_wherever_it_is_dropped() {
    if is_on_a_server() {
        // A connection to one does not survive a drop in the middle of a statement.
        return eprintln!("left out: DATABASE_URL names a server");
    }
    with_accounts(async |pool| {
        // Where it waits depends on how soon the database's thread answers. So all its waits are tried ten times:
        // until Ada has given all.
        let (mut waits, mut left) = (1, 100);
        while left >= 10 {
            let bank = Bank::default();
            let moved = dropped_at(waits, transfer(10, "Ada", "Ben", &pool, &bank)).await;
            let balances = balances(&pool).await;
            assert_eq!(
                balances.iter().sum::<i64>(),
                100,
                "dropped at wait {waits}, Ada has {} and Ben has {}: which statements belong together?",
                balances[0],
                balances[1]
            );
            assert!(
                !matches!(moved, Some(Err(_))),
                "Ada has {left}, and the bank says yes: {moved:?}"
            );
            left = balances[0];
            waits = if moved.is_some() { 1 } else { waits + 1 };
        }
    })
    .await;
}

/// Only a server can lose a connection.
#[tokio::test]
async fn keeps_the_money_if_the_server_ends_the_connection() {
    if !is_on_a_server() {
        return eprintln!("left out: DATABASE_URL names no server");
    }
    with_accounts(async |pool| {
        let own = query_scalar("SELECT CONNECTION_ID()").fetch_one(&pool).await;
        let own: i64 = own.unwrap();
        let url = pool.connect_options().database_url.to_string();
        let mut server = AnyConnection::connect(&url).await.unwrap();

        let bank = closed_bank();
        let cut = async {
            bank.was_asked.notified().await;
            execute(&format!("KILL {own}"), &mut server).await;
        };
        tokio::select! {
            moved = transfer(30, "Ada", "Ben", &pool, &bank) => panic!("the bank is closed: {moved:?}"),
            () = cut => {}
        }
        assert_eq!(balances(&pool).await, [100, 0], "the connection was ended in the middle");
    })
    .await;
}

fn is_on_a_server() -> bool {
    std::env::var("DATABASE_URL").is_ok_and(|url| url.starts_with("mysql:"))
}

fn closed_bank() -> Bank {
    Bank {
        is_closed: true,
        ..Bank::default()
    }
}

/// Polls a future until it has waited so many times, and then drops it.
async fn dropped_at<F: Future>(waits: u32, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = waits;
    let poll = poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if left == 1 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    });
    poll.await
}

/// What Ada has, and what Ben has.
async fn balances(pool: &AnyPool) -> Vec<i64> {
    let balances = query_scalar("SELECT balance FROM accounts ORDER BY name");
    let balances = balances.fetch_all(pool).await;
    balances.expect("the only connection of the pool is there again: who has kept it?")
}

/// Ada has 100, Ben has nothing, and the pool has one connection.
async fn with_accounts(test: impl AsyncFnOnce(AnyPool)) {
    with_database(async |url| {
        let mut connection = AnyConnection::connect(url).await.unwrap();
        let table = "CREATE TABLE accounts (name VARCHAR(40) PRIMARY KEY, balance BIGINT)";
        execute(table, &mut connection).await;
        let accounts = "INSERT INTO accounts VALUES ('Ada', 100), ('Ben', 0)";
        execute(accounts, &mut connection).await;
        let a_while = Duration::from_secs(2);
        let options = AnyPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(a_while);
        test(options.connect(url).await.unwrap()).await;
    })
    .await;
}

/// Gives the test a database of its own: a file, or, if `DATABASE_URL` names a server,
/// one of that server. It goes when the test ends.
async fn with_database(test: impl AsyncFnOnce(&str)) {
    sqlx::any::install_default_drivers();
    let folder = tempfile::tempdir().unwrap();
    let server = std::env::var("DATABASE_URL").unwrap_or_default();
    if !server.starts_with("mysql:") {
        let file = format!("sqlite:{}/test.db?mode=rwc", folder.path().display());
        // The thread of SQLite keeps the span that was entered when it was last asked, and
        // may outlive the test: it must not be that of the test's own task.
        let apart = tracing::info_span!(target: "tokio", parent: None, "database");
        return test(&file).instrument(apart).await;
    }
    let unique = folder.path().file_name().unwrap().display();
    let name = format!("`workbook{unique}`").replace('.', "_");
    let (start, _) = server.rsplit_once('/').expect("mysql://user@host/database");
    let url = format!("{start}/{}", name.trim_matches('`'));
    let mut server = AnyConnection::connect(&server).await.unwrap();
    execute(&format!("CREATE DATABASE {name}"), &mut server).await;
    let end = AssertUnwindSafe(test(&url)).catch_unwind().await;
    execute(&format!("DROP DATABASE {name}"), &mut server).await;
    end.unwrap_or_else(|panic| resume_unwind(panic));
}

async fn execute(sql: &str, connection: &mut AnyConnection) {
    let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_string()));
    sql.execute(connection).await.unwrap();
}
