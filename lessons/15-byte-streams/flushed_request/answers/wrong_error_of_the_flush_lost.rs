//! Wrong: passes over the error of the flush, and waits for an answer to what was not sent.
//! Fails: passes_an_error_of_the_write_on

use std::io;
use tokio::io::{
    AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader, BufStream, DuplexStream,
};
use tracing::instrument;

/// Sends `lines`, and an empty line after them, through the buffer of `stream`.
/// Returns the answer, without its `\n`. The request must leave as one write. The
/// stream stays open for the next one. An end before the answer is an error.
/// Blanks are a part of the answer, and nothing that has come behind it may be
/// lost.
///
/// A `BufStream` is a `BufReader` and a `BufWriter` around one stream.
async fn request<S>(stream: &mut BufStream<S>, lines: &[&str]) -> io::Result<String>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    for line in lines {
        stream.write_all(line.as_bytes()).await?;
        stream.write_all(b"\n").await?;
    }
    stream.write_all(b"\n").await?;
    let _ = stream.flush().await;

    let answer = stream.lines().next_line().await?;
    answer.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// Given: answers each request with the number of its lines.
#[instrument(skip_all)]
async fn server(stream: DuplexStream) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    let mut count = 0;
    while stream.read_line(&mut line).await? > 0 {
        count += 1;
        if line == "\n" {
            stream
                .write_all(format!("{} lines\n", count - 1).as_bytes())
                .await?;
            count = 0;
        }
        line.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests;
