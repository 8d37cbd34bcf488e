//! A client waits five seconds for the answer to a question that has never left its buffer.
//!
//!     cargo run -q -- run unflushed

use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufStream, DuplexStream};
use tokio::time::timeout;
use tracing::instrument;

#[tokio::main]
async fn main() -> io::Result<()> {
    let (near, far) = tokio::io::duplex(64);
    tokio::try_join!(client(near), server(far))?;
    Ok(())
}

#[instrument(skip_all)]
async fn client(stream: DuplexStream) -> io::Result<()> {
    // A `BufReader` and a `BufWriter` in one.
    let mut stream = BufStream::new(stream);
    stream.write_all(b"Is it raining?").await?;
    println!("client: asked");

    let mut answer = [0; 64];
    match timeout(Duration::from_secs(5), stream.read(&mut answer)).await {
        Ok(length) => println!("client: an answer of {} bytes", length?),
        Err(_) => println!("client: no answer after 5 s"),
    }
    // `stream` is dropped here, the question still in its buffer: a drop cannot wait to flush.
    Ok(())
}

#[instrument(skip_all)]
async fn server(mut stream: DuplexStream) -> io::Result<()> {
    let mut question = [0; 64];
    let length = stream.read(&mut question).await?;
    println!("server: a question of {length} bytes");
    stream.write_all(&question[..length]).await
}
