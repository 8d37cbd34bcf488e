//! Three clients ask, and end what they write: only one of them drops a half of its stream, and is never heard.
//!
//!     cargo run -q -- run halves

use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex, split};
use tokio::time::timeout;
use tracing::instrument;

#[tokio::main]
async fn main() -> io::Result<()> {
    // A client that wants an answer keeps the other half until it has come.
    let (client, server) = duplex(64);
    let (_answer, mut question) = split(client);
    question.write_all(b"Is it raining?").await?;
    drop(question);
    read("one half is dropped", server).await;

    let (client, server) = duplex(64);
    let (_answer, mut question) = split(client);
    question.write_all(b"Is it raining?").await?;
    question.shutdown().await?;
    read("one half is shut down", server).await;

    let (client, server) = duplex(64);
    let (answer, mut question) = split(client);
    question.write_all(b"Is it raining?").await?;
    drop((answer, question));
    read("both halves are dropped", server).await;
    Ok(())
}

#[instrument(skip(server))]
async fn read(what: &str, mut server: DuplexStream) {
    let mut question = String::new();
    let limit = Duration::from_secs(5);
    match timeout(limit, server.read_to_string(&mut question)).await {
        Ok(_) => println!("{what}: {question:?}"),
        Err(_) => println!("{what}: no end after 5 s"),
    }
}
