//! What is written into a buffer is not on its way yet: two writes wait for one flush, and arrive as one read.
//!
//!     cargo run -q -- run flush

use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufWriter, DuplexStream};
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() -> io::Result<()> {
    let start = Instant::now();
    let (station, logbook) = tokio::io::duplex(64);
    tokio::try_join!(write(station, start), read(logbook, start))?;
    Ok(())
}

#[instrument(skip_all)]
async fn write(pipe: DuplexStream, start: Instant) -> io::Result<()> {
    let mut pipe = BufWriter::new(pipe);
    for line in ["rain\n", "storm\n"] {
        // Ready at once: the bytes go into the buffer of `BufWriter`, and no further.
        pipe.write_all(line.as_bytes()).await?;
        println!("{} s: wrote {line:?}", start.elapsed().as_secs());
        sleep(Duration::from_secs(1)).await;
    }
    println!("{} s: flush", start.elapsed().as_secs());
    pipe.flush().await?;

    sleep(Duration::from_secs(1)).await;
    Ok(())
}

#[instrument(skip_all)]
async fn read(mut pipe: DuplexStream, start: Instant) -> io::Result<()> {
    let mut piece = [0; 64];
    loop {
        let length = pipe.read(&mut piece).await?;
        println!("{} s: read {length} bytes", start.elapsed().as_secs());
        // A read of nothing is how the end of the file is told.
        if length == 0 {
            break Ok(());
        }
    }
}
