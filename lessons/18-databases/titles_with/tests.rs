// Counts: nothing

use super::*;
use futures::FutureExt;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, query};
use std::panic::{AssertUnwindSafe, resume_unwind};
use tracing::Instrument;

#[tokio::test]
async fn finds_a_part() {
    let titles = found("the").await;
    let expected = ["All the King's Men", "Over the Hills", "Zen and the Art"];
    assert_eq!(
        titles, expected,
        "the titles with `the` in them, in alphabetical order"
    );
    assert!(found("of").await.is_empty(), "there is no such title");
}

#[tokio::test]
async fn finds_a_quote() {
    assert_eq!(
        found("King's").await,
        ["All the King's Men"],
        "a quote is a letter like another"
    );
}

#[tokio::test]
async fn takes_a_pattern_letter_by_letter() {
    assert_eq!(
        found("100%").await,
        ["100% Cotton"],
        "does `%` stand for itself?"
    );
    for part in ["1984_", "1*4", "19?4", "[1]984", " 1984"] {
        assert_eq!(
            found(part).await,
            [""; 0],
            "no title has {part:?} in it: does each letter stand for itself?"
        );
    }
    assert_eq!(
        found(r"\e").await,
        [r"East\end"],
        "does `\\` stand for itself?"
    );
}

#[tokio::test]
async fn takes_no_orders() {
    for order in [
        "'), 1) > 0 OR INSTR('",
        "x') > 0 OR 1 = 1 -- ",
        "x'; DROP TABLE books; -- ",
        // MariaDB takes a quote behind a backslash for a letter.
        r"\') > 0 OR 1 = 1 -- ",
        "a letter of no width: \0",
    ] {
        let titles = found(order).await;
        assert_eq!(
            titles, [""; 0],
            "{order:?} is in no title: who has read it as SQL?"
        );
    }
}

async fn found(part: &str) -> Vec<String> {
    let mut found = Vec::new();
    with_database(async |url| {
        let mut connection = AnyConnection::connect(url).await.unwrap();
        execute("CREATE TABLE books (title VARCHAR(80))", &mut connection).await;
        let books = "INSERT INTO books VALUES ('Zen and the Art'), ('100% Cotton'), ('Over the Hills'), ('All the King''s Men'), ('1984'), ('19840'), ('1001 Nights')";
        execute(books, &mut connection).await;
        let book = query("INSERT INTO books VALUES (?)").bind(r"East\end");
        book.execute(&mut connection).await.unwrap();
        let pool = AnyPool::connect(url).await.unwrap();
        found = titles_with(part, &pool).await.expect("whatever is looked for, this is a statement");
    })
    .await;
    found
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
