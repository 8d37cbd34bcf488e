//! Wrong: counts from the last answer to the end of the question.
//! Fails: a_client_may_think_as_long_as_it_is_not_too_long

use std::io;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::time::{sleep, timeout};
use tracing::instrument;

/// For so long a client may ask nothing.
const IDLE: Duration = Duration::from_secs(60);
/// For so long a question may take, from its first byte to its last.
const QUESTION: Duration = Duration::from_secs(5);

/// How a conversation has ended.
#[derive(Debug, PartialEq)]
enum End {
    /// The client has ended its stream.
    Left,
    /// It began no question for `IDLE`.
    Idle,
    /// It began a question that was not whole after `QUESTION`.
    Slow,
}

/// Answers the questions of a client, each of which is a line, and returns how
/// the conversation has ended.
///
/// A question must be whole `QUESTION` after its first byte was read, however its
/// bytes come. A client must not leave the line idle for longer than `IDLE`:
/// since it came, or since its last answer. The time that an answer takes counts
/// for neither. Several questions may come in one piece. A line that the client
/// does not end is not a question, and must not be answered. If the connection
/// fails, or what comes is not text, that error is returned.
async fn converse(stream: DuplexStream) -> io::Result<End> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut line = String::new();
        match timeout(IDLE, stream.read_line(&mut line)).await {
            Err(_) if line.is_empty() => return Ok(End::Idle),
            Err(_) => return Ok(End::Slow),
            Ok(length) => length?,
        };
        let Some(question) = line.strip_suffix('\n') else {
            return Ok(End::Left);
        };
        let answer = answer(question).await;
        stream.write_all(answer.as_bytes()).await?;
    }
}

/// Given: the answer to a question. Some take a long time.
#[instrument]
async fn answer(question: &str) -> String {
    let seconds = if question == "why?" { 100 } else { 0 };
    sleep(Duration::from_secs(seconds)).await;
    format!("{question} 42\n")
}

#[cfg(test)]
mod tests;
