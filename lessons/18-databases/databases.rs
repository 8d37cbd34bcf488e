//! Three people join a library at the same time, over the connections of one pool.
//!
//!     cargo run -q -- run databases

use futures::future::try_join_all;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, Connection, Error, query, query_as};
use std::{env, process::ExitCode, time::Duration};
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() -> ExitCode {
    install_default_drivers();
    // A server, if there is one; else a file, which goes when `folder` is dropped.
    let folder = tempfile::tempdir().expect("there is room for a small file");
    let file = format!("sqlite:{}/library.db?mode=rwc", folder.path().display());
    let url = env::var("DATABASE_URL").unwrap_or(file);
    let Err(error) = open(&url).await else {
        return ExitCode::SUCCESS;
    };
    eprintln!("the library stays closed: {error}");
    ExitCode::FAILURE
}

async fn open(url: &str) -> Result<(), Error> {
    // A pool goes on trying for 30 seconds. One connection says at once what is wrong.
    let mut first = AnyConnection::connect(url).await?;
    let table = "CREATE TABLE readers (name VARCHAR(40) PRIMARY KEY, town VARCHAR(40))";
    query(table).execute(&mut first).await?;

    let pool = AnyPoolOptions::new()
        .max_connections(2)
        .connect(url)
        .await?;
    let people = [
        ("Grace", "New York"),
        ("Ada", "London"),
        ("Alan", "Wilmslow"),
    ];
    try_join_all(people.map(|(name, town)| join(name, town, &pool))).await?;
    for (name, town) in readers(&pool).await? {
        println!("{name} of {town}");
    }
    pool.close().await;

    query("DROP TABLE readers").execute(&mut first).await?;
    first.close().await
}

#[instrument(skip(pool))]
async fn join(name: &str, town: &str, pool: &AnyPool) -> Result<(), Error> {
    // The statement is a text of the program. The values travel beside it.
    let join = query("INSERT INTO readers (name, town) VALUES (?, ?)");
    join.bind(name).bind(town).execute(pool).await?;
    // The connection is back in the pool. To print the card takes none.
    sleep(Duration::from_millis(100)).await;
    Ok(())
}

#[instrument(skip(pool))]
async fn readers(pool: &AnyPool) -> Result<Vec<(String, String)>, Error> {
    let readers = query_as("SELECT name, town FROM readers ORDER BY name");
    readers.fetch_all(pool).await
}
