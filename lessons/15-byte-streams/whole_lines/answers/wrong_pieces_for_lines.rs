//! Wrong: takes each read for a line.
//! Fails: reads_all_lines_of_one_piece

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt};

/// Returns the lines of `reader` without their ends, `\n` or `\r\n`. The last one
/// may have no end. An error of `reader`, and bytes that are no text, are errors,
/// and not the end.
async fn read_lines<R>(mut reader: R) -> io::Result<Vec<String>>
where
    R: AsyncRead + Unpin,
{
    let mut lines = Vec::new();
    let mut piece = [0; 1024];
    loop {
        let length = reader.read(&mut piece).await?;
        if length == 0 {
            return Ok(lines);
        }
        let line = String::from_utf8_lossy(&piece[..length]);
        lines.push(line.trim_end_matches(['\r', '\n']).to_string());
    }
}

#[cfg(test)]
mod tests;
