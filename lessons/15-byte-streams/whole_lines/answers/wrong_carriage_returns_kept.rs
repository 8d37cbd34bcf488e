//! Wrong: splits at `\n` and leaves the `\r` that came before it.
//! Fails: takes_a_carriage_return_for_a_part_of_the_end

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// Returns the lines of `reader` without their ends, `\n` or `\r\n`. The last one
/// may have no end. An error of `reader`, and bytes that are no text, are errors,
/// and not the end.
async fn read_lines<R>(reader: R) -> io::Result<Vec<String>>
where
    R: AsyncRead + Unpin,
{
    let mut reader = BufReader::new(reader).split(b'\n');
    let mut lines = Vec::new();
    while let Some(line) = reader.next_segment().await? {
        lines.push(String::from_utf8(line).map_err(io::Error::other)?);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests;
