//! Wrong: believes that what has no end is no line.
//! Fails: reads_the_last_line_without_an_end

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// Returns the lines of `reader` without their ends, `\n` or `\r\n`. The last one
/// may have no end. An error of `reader`, and bytes that are no text, are errors,
/// and not the end.
async fn read_lines<R>(reader: R) -> io::Result<Vec<String>>
where
    R: AsyncRead + Unpin,
{
    let mut reader = BufReader::new(reader);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).await?;
        let Some(line) = line.strip_suffix('\n') else {
            return Ok(lines);
        };
        lines.push(line.strip_suffix('\r').unwrap_or(line).to_string());
    }
}

#[cfg(test)]
mod tests;
