//! A journal is written three ways: with a trip to the blocking pool for each entry, or with one for all.
//!
//!     cargo run -q -- run files
//!
//! With a number, it measures that many entries: `cargo run -q --release --bin files 100000`.

use std::path::Path;
use std::{env, io};
use tokio::fs::{self, File};
use tokio::io::{AsyncWriteExt, BufWriter};
use tokio::task::spawn_blocking;
use tokio::time::Instant;
use tracing::instrument;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let count = env::args().nth(1).and_then(|count| count.parse().ok());
    let entries = vec!["it rains\n"; count.unwrap_or(4)];
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("journal.txt");

    let start = Instant::now();
    one_by_one(&path, &entries).await?;
    report("one by one", &path, start).await?;

    let start = Instant::now();
    buffered(&path, &entries).await?;
    report("buffered", &path, start).await?;

    let start = Instant::now();
    all_in_one(&path, entries.concat()).await?;
    report("all in one", &path, start).await
}

#[instrument(skip_all)]
async fn one_by_one(path: &Path, entries: &[&str]) -> io::Result<()> {
    let mut journal = File::create(path).await?;
    for entry in entries {
        // A thread of the pool calls the system, while this may fetch the next entry.
        journal.write_all(entry.as_bytes()).await?;
    }
    // The last entry may still be on its way, and so may its error.
    journal.flush().await
}

#[instrument(skip_all)]
async fn buffered(path: &Path, entries: &[&str]) -> io::Result<()> {
    let mut journal = BufWriter::new(File::create(path).await?);
    for entry in entries {
        journal.write_all(entry.as_bytes()).await?;
    }
    journal.flush().await
}

#[instrument(skip_all)]
async fn all_in_one(path: &Path, text: String) -> io::Result<()> {
    let path = path.to_owned();
    let written = spawn_blocking(move || std::fs::write(path, text)).await;
    written.expect("it does not panic")
}

/// Prints no time unless a number was given: it is another one in each run.
async fn report(way: &str, path: &Path, start: Instant) -> io::Result<()> {
    let took = env::args()
        .nth(1)
        .map(|_| format!(" in {:.1?}", start.elapsed()));
    let bytes = fs::metadata(path).await?.len();
    println!("{way}: {bytes} bytes{}", took.unwrap_or_default());
    Ok(())
}
