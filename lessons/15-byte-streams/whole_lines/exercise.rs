//! Collect the lines of a text, in whatever pieces it comes.
//!
//!     cargo run -q -- check byte-streams/whole_lines

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
    let first_piece = reader.fill_buf().await?;
    todo!("collect the lines that begin with {first_piece:?}")
}

#[cfg(test)]
mod tests;
