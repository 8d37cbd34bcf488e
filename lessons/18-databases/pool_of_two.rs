//! Four people want a card, and there are two connections: the others wait for one.
//!
//!     cargo run -q -- run pool_of_two

use futures::future::try_join_all;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, Connection, Error, query_scalar};
use std::{env, process::ExitCode, time::Duration};
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() -> ExitCode {
    install_default_drivers();
    let folder = tempfile::tempdir().expect("there is room for a small file");
    let file = format!("sqlite:{}/library.db?mode=rwc", folder.path().display());
    let url = env::var("DATABASE_URL").unwrap_or(file);
    let Err(error) = print_cards(&url).await else {
        return ExitCode::SUCCESS;
    };
    eprintln!("no cards today: {error}");
    ExitCode::FAILURE
}

async fn print_cards(url: &str) -> Result<(), Error> {
    AnyConnection::connect(url).await?.close().await?;
    let pool = AnyPoolOptions::new()
        .max_connections(2)
        .connect(url)
        .await?;
    let start = Instant::now();
    let people = ["Ada", "Alan", "Grace", "Tony"];
    let cards = people.map(|name| card(name, start, &pool));
    for (card, time) in try_join_all(cards).await? {
        println!("{card} after {} ms", round(time).as_millis());
    }
    pool.close().await;
    Ok(())
}

/// What is printed on it, and when.
type Card = (String, Duration);

#[instrument(skip(start, pool))]
async fn card(name: &str, start: Instant, pool: &AnyPool) -> Result<Card, Error> {
    // Held to the end of the function, and so while the card is printed.
    let mut connection = pool.acquire().await?;
    let capitals = query_scalar("SELECT UPPER(?)").bind(name);
    let card = capitals.fetch_one(&mut *connection).await?;
    sleep(Duration::from_millis(200)).await;
    Ok((card, start.elapsed()))
}

/// To the next 200 ms: what the database takes is another time in each run.
fn round(time: Duration) -> Duration {
    let unit = Duration::from_millis(200);
    unit * time.div_duration_f64(unit).round() as u32
}
