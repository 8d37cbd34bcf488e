//! A weather station writes three pieces into a pipe; its logbook reads three lines, which are not the same.
//!
//!     cargo run -q -- run lines

use std::io;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() -> io::Result<()> {
    let start = Instant::now();
    // What is written into one end of this pipe is read from the other. It holds 64 bytes.
    let (station, logbook) = tokio::io::duplex(64);
    tokio::try_join!(write(station, start), read(logbook, start))?;
    Ok(())
}

#[instrument(skip_all)]
async fn write(mut pipe: DuplexStream, start: Instant) -> io::Result<()> {
    for piece in ["calm\nra", "in\nst", "orm"] {
        println!("{} s: wrote {piece:?}", start.elapsed().as_secs());
        pipe.write_all(piece.as_bytes()).await?;
        sleep(Duration::from_secs(1)).await;
    }
    // `pipe` is dropped here: the reader gets what is left, and then the end of the file.
    Ok(())
}

#[instrument(skip_all)]
async fn read(pipe: DuplexStream, start: Instant) -> io::Result<()> {
    let mut lines = BufReader::new(pipe).lines();
    // A piece of the next line stays in the buffer until the rest of it comes.
    while let Some(line) = lines.next_line().await? {
        println!("{} s: read {line:?}", start.elapsed().as_secs());
    }
    println!("{} s: end of file", start.elapsed().as_secs());
    Ok(())
}
