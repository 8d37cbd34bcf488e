//! A weather station sends two frames, each with its length in front; they are read in pieces that are no frames.
//!
//!     cargo run -q -- run frames

use std::io;
use std::time::Duration;
use tokio::io::{AsyncWriteExt, DuplexStream};
use tokio::time::{Instant, sleep};
use tokio_stream::StreamExt;
use tokio_util::codec::{FramedRead, LengthDelimitedCodec};
use tokio_util::io::InspectReader;
use tracing::instrument;

#[tokio::main]
async fn main() -> io::Result<()> {
    let start = Instant::now();
    let (station, logbook) = tokio::io::duplex(64);
    tokio::try_join!(write(station), read(logbook, start))?;
    Ok(())
}

#[instrument(skip_all)]
async fn write(mut pipe: DuplexStream) -> io::Result<()> {
    for piece in [&b"\0\0"[..], b"\0\x04wi", b"nd\0\0\0\x05storm\0\0"] {
        pipe.write_all(piece).await?;
        sleep(Duration::from_secs(1)).await;
    }
    // The station goes out in the middle of a length.
    Ok(())
}

#[instrument(skip_all)]
async fn read(pipe: DuplexStream, start: Instant) -> io::Result<()> {
    let seconds = || start.elapsed().as_secs();
    let show = |piece: &[u8]| println!("{} s: {piece:?}", seconds());
    // After each read the codec is asked whether the buffer has a whole frame.
    let reader = InspectReader::new(pipe, show);
    let mut frames = FramedRead::new(reader, LengthDelimitedCodec::new());
    while let Some(frame) = frames.next().await {
        match frame {
            Ok(frame) => println!("{} s: frame {:?}", seconds(), str(&frame)),
            Err(_) => println!("{} s: the end, in the middle of a frame", seconds()),
        }
    }
    Ok(())
}

fn str(frame: &[u8]) -> &str {
    std::str::from_utf8(frame).unwrap_or("?")
}
