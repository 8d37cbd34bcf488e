//! A client sends its words over a socket, ends its half of the connection, and reads the echo to its end.
//!
//!     cargo run -q -- run byte_streams

use std::io;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tracing::instrument;

#[tokio::main]
async fn main() -> io::Result<()> {
    // Port 0 asks the system for a port that is free.
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::try_join!(server(listener), client("Hello World!", address))?;
    Ok(())
}

#[instrument(skip_all)]
async fn server(listener: TcpListener) -> io::Result<()> {
    let (mut stream, _peer) = listener.accept().await?;
    let mut words = Vec::new();
    // However many reads it takes: this goes on until the client has ended its half.
    stream.read_to_end(&mut words).await?;
    stream.write_all(&words).await
    // `stream` is dropped here. That closes the connection, and ends the client's read.
}

#[instrument(skip(address))]
async fn client(words: &str, address: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;

    println!("Send: '{words}'");
    stream.write_all(words.as_bytes()).await?;
    // Only the half that writes ends here: the answer can still come in.
    stream.shutdown().await?;

    let mut echo = String::new();
    stream.read_to_string(&mut echo).await?;
    println!("Received: '{echo}'");

    println!("Close the connection");
    Ok(())
}
