//! Wrong: waits for the end of a way before it passes anything on.
//! Fails: passes_each_piece_on_when_it_comes

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, split};
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
    let (mut from_client, mut to_client) = split(client);
    let (mut from_server, mut to_server) = split(server);
    let questions = async {
        let mut bytes = Vec::new();
        from_client.read_to_end(&mut bytes).await?;
        to_server.write_all(&bytes).await?;
        to_server.shutdown().await?;
        Ok(bytes.len() as u64)
    };
    let answers = async {
        let mut bytes = Vec::new();
        from_server.read_to_end(&mut bytes).await?;
        to_client.write_all(&bytes).await?;
        to_client.shutdown().await?;
        Ok(bytes.len() as u64)
    };
    tokio::try_join!(questions, answers)
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
