//! The days of a year come row by row, until enough visitors have come.
//!
//!     cargo run -q -- run rows

use futures::TryStreamExt;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, Connection, Error, query_as};
use std::{env, process::ExitCode};
use tracing::instrument;

/// Days and their visitors, as a table would have them: the database makes up a year.
const YEAR: &str = "WITH RECURSIVE year (day, visitors) AS
    (SELECT 1, 200 UNION ALL
     SELECT day + 1, 150 + day * 37 % 100 FROM year WHERE day < 365)
    SELECT day, visitors FROM year ORDER BY day";

#[tokio::main]
async fn main() -> ExitCode {
    install_default_drivers();
    let folder = tempfile::tempdir().expect("there is room for a small file");
    let file = format!("sqlite:{}/library.db?mode=rwc", folder.path().display());
    let url = env::var("DATABASE_URL").unwrap_or(file);
    let Err(error) = find_the_thousandth(&url).await else {
        return ExitCode::SUCCESS;
    };
    eprintln!("nobody was counted: {error}");
    ExitCode::FAILURE
}

async fn find_the_thousandth(url: &str) -> Result<(), Error> {
    AnyConnection::connect(url).await?.close().await?;
    let pool = AnyPoolOptions::new()
        .max_connections(1)
        .connect(url)
        .await?;
    read_until(1000, &pool).await?;
    pool.close().await;
    Ok(())
}

#[instrument(skip(pool))]
async fn read_until(enough: i64, pool: &AnyPool) -> Result<(), Error> {
    // A stream of rows owns a connection, and gives it back when it is dropped.
    let mut rows = query_as::<_, (i64, i64)>(YEAR).fetch(pool);
    let (mut read, mut total) = (0, 0);
    while let Some((day, visitors)) = rows.try_next().await? {
        read += 1;
        total += visitors;
        if total >= enough {
            println!("visitor number {enough} came on day {day}");
            break;
        }
    }
    println!("{read} of 365 rows were read");
    println!("is a connection free? {}", pool.try_acquire().is_some());
    Ok(())
}
