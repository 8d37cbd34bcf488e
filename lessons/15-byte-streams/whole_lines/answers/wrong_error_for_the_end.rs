//! Wrong: takes an error for the end of the text.
//! Fails: passes_an_error_on

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// Returns the lines of `reader` without their ends, `\n` or `\r\n`. The last one
/// may have no end. An error of `reader`, and bytes that are no text, are errors,
/// and not the end.
async fn read_lines<R>(reader: R) -> io::Result<Vec<String>>
where
    R: AsyncRead + Unpin,
{
    let mut reader = BufReader::new(reader).lines();
    let mut lines = Vec::new();
    while let Ok(Some(line)) = reader.next_line().await {
        lines.push(line);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests;
