//! Send back every piece as it comes, all of it, until the client has ended.
//!
//!     cargo run -q -- check byte-streams/echo_until_eof

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream};
use tracing::instrument;

/// Sends back what `stream` gives, each piece before it waits for the next.
/// Returns when the client has ended.
async fn echo<S>(mut stream: S) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut piece = [0; 1024];
    let length = stream.read(&mut piece).await?;
    todo!("send back a piece of {length} bytes, and all that come after it")
}

/// Given: a client that says a word only when the one before it has come back.
#[instrument(skip(stream))]
async fn client(words: &[&str], mut stream: DuplexStream) -> io::Result<()> {
    for word in words {
        stream.write_all(word.as_bytes()).await?;
        let mut echo = vec![0; word.len()];
        stream.read_exact(&mut echo).await?;
        assert_eq!(
            String::from_utf8_lossy(&echo),
            *word,
            "the echo of {word:?}"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests;
