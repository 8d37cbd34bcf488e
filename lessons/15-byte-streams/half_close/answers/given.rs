//! Pass bytes on between a client and a server, and the end of one way without closing the other.
//!
//!     cargo run -q -- check byte-streams/half_close

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, DuplexStream, split};
use tracing::instrument;

/// Passes on what comes from either side to the other, each piece when it comes.
/// When one side has ended, the other hears of that at once, after all bytes, and
/// only that way is closed. Returns how many bytes went to the server, and how
/// many to the client, when both ways have ended. An error of either way ends
/// both.
async fn relay<C, S>(client: C, server: S) -> io::Result<(u64, u64)>
where
    C: AsyncRead + AsyncWrite,
    S: AsyncRead + AsyncWrite,
{
    let (mut from_client, _to_client) = split(client);
    let (_from_server, _to_server) = split(server);
    let mut piece = [0; 1024];
    let length = from_client.read(&mut piece).await?;
    todo!("pass on a piece of {length} bytes, all that come after it, and what the server says")
}

/// Given: reads a question to its end, and answers with the number of its bytes.
#[instrument(skip_all)]
async fn server(mut stream: DuplexStream) -> io::Result<()> {
    let mut question = String::new();
    stream.read_to_string(&mut question).await?;
    let answer = format!("{} bytes", question.len());
    tokio::io::AsyncWriteExt::write_all(&mut stream, answer.as_bytes()).await
}

#[cfg(test)]
mod tests;
