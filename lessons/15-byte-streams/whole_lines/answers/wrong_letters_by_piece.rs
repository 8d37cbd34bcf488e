//! Wrong: makes text of each piece, which may end in the middle of a letter.
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
    let mut piece = [0; 1024];
    loop {
        let length = reader.read(&mut piece).await?;
        if length == 0 {
            return Ok(text.lines().map(str::to_string).collect());
        }
        text += std::str::from_utf8(&piece[..length]).map_err(io::Error::other)?;
    }
}

#[cfg(test)]
mod tests;
