//! Wrong: does not clear the line, to which `read_line` appends the next one.
//! Fails: reads_two_lines

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
    let mut line = String::new();
    while reader.read_line(&mut line).await? > 0 {
        let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        lines.push(line.strip_suffix(end).unwrap_or(&line).to_string());
    }
    Ok(lines)
}

#[cfg(test)]
mod tests;
