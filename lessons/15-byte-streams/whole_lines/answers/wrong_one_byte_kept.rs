//! Wrong: keeps back one byte where a piece ends within a letter. There are letters of three bytes, and of four.
//! Finding: lost_data

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt};

/// Returns the lines of `reader` without their ends, `\n` or `\r\n`. The last one
/// may have no end. An error of `reader`, and bytes that are no text, are errors,
/// and not the end.
async fn read_lines<R>(mut reader: R) -> io::Result<Vec<String>>
where
    R: AsyncRead + Unpin,
{
    let mut text = String::new();
    let mut bytes = Vec::new();
    while reader.read_buf(&mut bytes).await? > 0 {
        let kept = match std::str::from_utf8(&bytes) {
            Ok(_) => None,
            Err(_) => bytes.pop(),
        };
        text += std::str::from_utf8(&bytes).map_err(io::Error::other)?;
        bytes = Vec::from_iter(kept);
    }
    Ok(text.lines().map(str::to_string).collect())
}

#[cfg(test)]
mod tests;
