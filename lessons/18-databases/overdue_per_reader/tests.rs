// Counts: nothing

use super::*;
use futures::FutureExt;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use std::panic::{AssertUnwindSafe, resume_unwind};
use tracing::Instrument;

#[tokio::test]
async fn counts_what_is_overdue() {
    with_library(async |library| {
        let readers = overdue(&library).await.unwrap();
        let of_ben = readers.iter().find(|(name, _)| name == "Ben");
        assert_eq!(
            of_ben,
            Some(&("Ben".into(), 2)),
            "Ben has three books, and two are overdue"
        );
    })
    .await;
}

#[tokio::test]
async fn has_those_without_a_loan() {
    with_library(async |library| {
        let readers = overdue(&library).await.unwrap();
        let of_dora = readers.iter().find(|(name, _)| name == "Dora");
        assert_eq!(
            of_dora,
            Some(&("Dora".into(), 0)),
            "Dora has no book at all"
        );
    })
    .await;
}

#[tokio::test]
async fn has_those_who_are_in_time() {
    with_library(async |library| {
        let readers = overdue(&library).await.unwrap();
        let of_carl = readers.iter().find(|(name, _)| name == "Carl");
        assert_eq!(
            of_carl,
            Some(&("Carl".into(), 0)),
            "Carl has one book, which is due today"
        );
    })
    .await;
}

#[tokio::test]
async fn is_in_the_order_of_the_names() {
    with_library(async |library| {
        let readers = overdue(&library).await.unwrap();
        let names: Vec<&str> = readers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["Ada", "Ben", "Carl", "Dora"],
            "each reader once, by name"
        );
    })
    .await;
}

#[tokio::test]
async fn asks_once() {
    with_library(async |library| {
        overdue(&library).await.unwrap();
        assert_eq!(
            library.questions.load(Relaxed),
            1,
            "each question travels to the database and back: what could it answer in one?"
        );
    })
    .await;
}

async fn with_library(test: impl AsyncFnOnce(Library)) {
    with_database(async |url| {
        let mut connection = AnyConnection::connect(url).await.unwrap();
        for sql in [
            "CREATE TABLE readers (name VARCHAR(40) PRIMARY KEY)",
            "CREATE TABLE loans (reader VARCHAR(40), book VARCHAR(40), days BIGINT)",
            "INSERT INTO readers VALUES ('Carl'), ('Ada'), ('Dora'), ('Ben')",
            "INSERT INTO loans VALUES ('Ada', 'Emma', -1), ('Ada', 'Dune', 5), ('Ben', 'Ulysses', -20), ('Ben', 'Walden', -3), ('Ben', 'Kim', 1), ('Carl', 'Emma', 0)",
        ] {
            execute(sql, &mut connection).await;
        }
        let pool = AnyPool::connect(url).await.unwrap();
        test(Library { pool, questions: AtomicUsize::new(0) }).await;
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
