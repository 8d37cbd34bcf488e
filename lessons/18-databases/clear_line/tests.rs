// Counts: nothing

use super::*;
use futures::FutureExt;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use std::panic::{AssertUnwindSafe, resume_unwind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tracing::Instrument;

const AN_HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn opens_what_is_there() {
    with_database(async |url| {
        let mut connection = open(url, AN_HOUR).await.expect("the database is there");
        execute("CREATE TABLE readers (name VARCHAR(40))", &mut connection).await;
    })
    .await;
}

#[tokio::test]
async fn hears_at_once_that_nobody_is_there() {
    // A port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let line = refused(port, AN_HOUR).await;
    assert!(
        line.contains("refused"),
        "nobody listens there, which is known at once: {line}"
    );
}

#[tokio::test]
async fn hears_that_the_server_has_hung_up() {
    for answers in 0..2 {
        let port = server(move |mut client| async move {
            // It says who it is, or not even that, and then no more.
            if answers == 1 {
                greet(&mut client).await;
            }
        });
        let line = refused(port.await, AN_HOUR).await;
        assert!(
            !line.ends_with("no answer"),
            "it has hung up after {answers} messages, which is not silence: {line}"
        );
    }
}

#[tokio::test]
async fn says_that_the_password_is_wrong() {
    let port = server(refuse_the_password).await;
    assert_eq!(
        refused(port, AN_HOUR).await,
        format!(
            "mysql://127.0.0.1:{port}/library: error returned from database: 1045 (28000): {DENIED}"
        ),
        "which database, and what is wrong, in the words of the error"
    );
}

#[tokio::test]
async fn hides_the_password() {
    let port = server(refuse_the_password).await;
    let line = refused(port, AN_HOUR).await;
    assert!(
        !line.contains("secret"),
        "this line goes into a log: {line}"
    );
}

#[tokio::test]
async fn gives_up_a_server_that_does_not_answer() {
    let port = server(|client| async move {
        let _open = client;
        std::future::pending().await
    })
    .await;
    assert_eq!(
        refused(port, Duration::from_millis(100)).await,
        format!("mysql://127.0.0.1:{port}/library: no answer")
    );
}

/// The clock stands still while the server is silent, and jumps to the end of the patience.
#[tokio::test(start_paused = true)]
async fn waits_as_long_as_its_patience_lasts() {
    let port = server(|client| async move {
        let _open = client;
        std::future::pending().await
    })
    .await;
    let start = tokio::time::Instant::now();
    let patience = Duration::from_secs(3);
    refused(port, patience).await;
    assert_eq!(
        start.elapsed(),
        patience,
        "for how long did it wait for a server that does not answer?"
    );
}

#[tokio::test]
async fn says_what_is_wrong_with_an_address() {
    for url in [
        "library",
        "carrier-pigeon://roof/library",
        "sqlite:/nowhere/library.db",
    ] {
        sqlx::any::install_default_drivers();
        let line = open(url, AN_HOUR)
            .await
            .map(drop)
            .expect_err("there is no such database");
        let what = line.strip_prefix(&format!("{url}: "));
        assert!(
            what.is_some_and(|what| !what.is_empty() && !what.contains('\n')),
            "{line}"
        );
    }
}

/// The line that `open` says of a server on this port.
async fn refused(port: u16, patience: Duration) -> String {
    sqlx::any::install_default_drivers();
    let url = format!("mysql://ada:secret@127.0.0.1:{port}/library");
    let open = tokio::time::timeout(Duration::from_secs(5), open(&url, patience));
    let end = open
        .await
        .expect("after 5 seconds there is neither a connection nor an error");
    end.map(drop).expect_err("nobody can log in there")
}

/// A server for one client, on a port of its own.
async fn server<F: Future<Output = ()> + Send + 'static>(
    serve: impl FnOnce(TcpStream) -> F + Send + 'static,
) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (client, _) = listener.accept().await.unwrap();
        serve(client).await;
    });
    port
}

const DENIED: &str = "Access denied for user 'ada'";

async fn refuse_the_password(mut client: TcpStream) {
    greet(&mut client).await;
    let _login = client.read(&mut [0; 1024]).await.unwrap();
    let refusal = [b"\xff\x15\x04#28000", DENIED.as_bytes()].concat();
    send(2, &refusal, &mut client).await;
}

/// What a server of MySQL says first: its version, what it can do, and a challenge.
async fn greet(client: &mut TcpStream) {
    let greeting = [
        &b"\x0a5.5.5-10.11.0-MariaDB\0"[..],
        b"\x01\0\0\0challeng\0",
        b"\x0a\xa2\x2d\x02\0\x08\0\x15\0\0\0\0\0\0\0\0\0\0",
        b"e-for-you-12\0mysql_native_password\0",
    ];
    send(0, &greeting.concat(), client).await;
}

/// A message of MySQL: its length, its number, its bytes.
async fn send(number: u8, bytes: &[u8], client: &mut TcpStream) {
    let length = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let message = [&length[..3], &[number], bytes].concat();
    client.write_all(&message).await.unwrap();
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
