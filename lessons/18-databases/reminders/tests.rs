// Counts: nothing

use super::*;
use futures::FutureExt;
use sqlx::any::AnyPoolOptions;
use sqlx::{AssertSqlSafe, Connection};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::time::Duration;
use tracing::Instrument;

#[tokio::test]
async fn does_with_one_connection() {
    with_library(async |pool, _| {
        if let Err(error @ Error::PoolTimedOut) = send_reminders(&pool).await {
            panic!("{error}: who held the only connection while it was asked for again?");
        }
    })
    .await;
}

#[tokio::test]
async fn writes_a_reminder_for_each() {
    with_library(async |pool, library| {
        assert_eq!(
            send_reminders(&pool).await.unwrap(),
            3,
            "three books are overdue"
        );
        assert_eq!(
            reminders(library).await,
            ["Ada: Emma", "Ben: Ulysses", "Ben: Walden"],
            "this is what somebody else sees in the database"
        );
    })
    .await;
}

#[tokio::test]
async fn tells_of_a_failure() {
    with_library(async |pool, library| {
        remind("Ben", "Walden", library).await.unwrap();
        let end = send_reminders(&pool).await;
        let error = end.expect_err("Ben has a reminder of Walden already, so one fails");
        assert!(error.as_database_error().is_some(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn writes_all_or_none() {
    with_library(async |pool, library| {
        remind("Ben", "Walden", library).await.unwrap();
        let _ = send_reminders(&pool).await;
        // Whatever is to be taken back has been when the connection is in the pool again.
        drop(pool.acquire().await.unwrap());
        assert_eq!(
            reminders(library).await,
            ["Ben: Walden"],
            "the last one fails, and Ben's old one is there: what became of those before?"
        );
    })
    .await;
}

#[tokio::test]
async fn tells_of_a_commit_that_fails() {
    if std::env::var("DATABASE_URL").is_ok_and(|url| url.starts_with("mysql:")) {
        return eprintln!("left out: MariaDB looks after each statement, never at the commit");
    }
    with_library(async |pool, library| {
        // Whether each reminder has its reader is looked at when all is committed.
        for sql in [
            "CREATE TABLE readers (name TEXT PRIMARY KEY)",
            "DROP TABLE reminders",
            "CREATE TABLE reminders (
                reader TEXT REFERENCES readers (name) DEFERRABLE INITIALLY DEFERRED, book TEXT)",
        ] {
            execute(sql, library).await;
        }
        let end = send_reminders(&pool).await;
        let error = end.expect_err("nothing is committed: there is no reader of the name Ada");
        assert!(error.as_database_error().is_some(), "{error}");
    })
    .await;
}

async fn reminders(library: &mut AnyConnection) -> Vec<String> {
    let reminders = query_as("SELECT reader, book FROM reminders ORDER BY reader, book");
    let reminders: Vec<(String, String)> = reminders.fetch_all(library).await.unwrap();
    let shown = reminders
        .iter()
        .map(|(reader, book)| format!("{reader}: {book}"));
    shown.collect()
}

/// A library, a pool of one connection to it, and another connection that is not the
/// pool's.
async fn with_library(test: impl AsyncFnOnce(AnyPool, &mut AnyConnection)) {
    with_database(async |url| {
        let mut connection = AnyConnection::connect(url).await.unwrap();
        for sql in [
            "CREATE TABLE loans (reader VARCHAR(40), book VARCHAR(40), days BIGINT)",
            "CREATE TABLE reminders (reader VARCHAR(40), book VARCHAR(40), PRIMARY KEY (reader, book))",
            "INSERT INTO loans VALUES ('Ben', 'Walden', -3), ('Ada', 'Emma', -1), ('Ada', 'Dune', 5), ('Ben', 'Ulysses', -20)",
        ] {
            execute(sql, &mut connection).await;
        }
        // Who never waits for the connection that he holds has no need of this time.
        let a_while = Duration::from_secs(2);
        let options = AnyPoolOptions::new().max_connections(1).acquire_timeout(a_while);
        test(options.connect(url).await.unwrap(), &mut connection).await;
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
