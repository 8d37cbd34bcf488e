// Counts: nothing

use super::*;
use futures::FutureExt;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, query_scalar};
use std::panic::{AssertUnwindSafe, resume_unwind};
use tracing::Instrument;

const NAMES: [&str; 20] = [
    "Ada", "Alan", "Alonzo", "Anita", "Barbara", "Bjarne", "Brian", "Dennis", "Donald", "Edsger",
    "Fran", "Grace", "Guido", "Hedy", "Jean", "Joan", "Kathleen", "Ken", "Radia", "Tony",
];

#[tokio::test]
async fn signs_up_everybody() {
    with_database(async |url| {
        let library = library(url);
        let end = sign_up(&NAMES, &library).await;
        assert!(end.is_ok(), "nothing is wrong with these names: {end:?}");
        assert_eq!(
            readers(url).await,
            NAMES,
            "somebody else looks into the database of the library: who is there?"
        );
    })
    .await;
}

#[tokio::test]
async fn opens_five_connections() {
    with_database(async |url| {
        let library = library(url);
        sign_up(&NAMES, &library).await.unwrap();
        assert_eq!(
            library.opened.load(Relaxed),
            5,
            "20 calls share 5 connections: does each of them ask the same pool?"
        );
    })
    .await;
}

#[tokio::test]
async fn signs_up_all_at_the_same_time() {
    with_database(async |url| {
        let library = library(url);
        sign_up(&NAMES, &library).await.unwrap();
        assert_eq!(
            library.most_at_once.load(Relaxed),
            20,
            "the pool lets 5 in, and the others wait within `insert`: did a call wait before that?"
        );
    })
    .await;
}

#[tokio::test]
async fn tells_of_a_name_that_is_there() {
    with_database(async |url| {
        let end = sign_up(&["Ada", "Ada", "Alan"], &library(url)).await;
        let error =
            end.expect_err("there are two of the name Ada: who looked at how each call ended?");
        assert!(error.as_database_error().is_some(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn signs_up_the_others_of_a_name_that_is_refused() {
    with_database(async |url| {
        let names = [&[""], &NAMES[..]].concat();
        let _ = sign_up(&names, &library(url)).await;
        assert_eq!(
            readers(url).await,
            NAMES,
            "what became of the calls that were waiting when the empty name was refused?"
        );
    })
    .await;
}

#[tokio::test]
async fn tells_of_a_table_that_is_there() {
    with_database(async |url| {
        let mut connection = AnyConnection::connect(url).await.unwrap();
        execute("CREATE TABLE readers (name VARCHAR(40))", &mut connection).await;
        let end = sign_up(&NAMES, &library(url)).await;
        assert!(end.is_err(), "the table of somebody else is there already");
        assert_eq!(
            readers(url).await,
            [""; 0],
            "the table belongs to somebody else"
        );
    })
    .await;
}

#[tokio::test]
async fn tells_of_the_first_error() {
    with_database(async |url| {
        let end = sign_up(&["Ada", "Ada", "Alan", ""], &library(url)).await;
        let error = end.expect_err("two names cannot be signed up");
        let is_of_ada = error
            .as_database_error()
            .is_some_and(|e| e.is_unique_violation());
        assert!(
            is_of_ada,
            "the second Ada comes before the empty name: {error}"
        );
    })
    .await;
}

fn library(url: &str) -> Library {
    Library {
        url: url.to_string(),
        opened: Arc::default(),
        under_way: Arc::default(),
        most_at_once: Arc::default(),
    }
}

async fn readers(url: &str) -> Vec<String> {
    let mut connection = AnyConnection::connect(url).await.unwrap();
    let readers = query_scalar("SELECT name FROM readers ORDER BY name");
    let readers = readers.fetch_all(&mut connection).await;
    readers.expect("the table `readers` is in the database of the library")
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
