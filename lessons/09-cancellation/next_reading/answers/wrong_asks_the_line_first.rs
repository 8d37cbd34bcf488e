//! Wrong: asks the line for more, although a whole reading has come with the last piece.
//! Fails: returns_a_reading_that_has_come_with_another

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt};

/// A meter at the other end of a line, which sends readings. Give it what else it
/// must know.
struct Meter<R> {
    ended: bool,
    kept: Vec<u8>,
    line: R,
}

impl<R: AsyncRead + Unpin> Meter<R> {
    fn new(line: R) -> Meter<R> {
        Meter {
            line,
            ended: false,
            kept: Vec::new(),
        }
    }

    /// Returns the next reading as soon as its four bytes have come, the highest
    /// of them first. At the end of the line it returns `None`, or an
    /// `UnexpectedEof` if a reading has begun. If this future is dropped, no byte
    /// must be lost: the next call goes on where this one was.
    async fn next_reading(&mut self) -> io::Result<Option<u32>> {
        loop {
            if !self.ended {
                let mut piece = [0; 64];
                let n = self.line.read(&mut piece).await?;
                self.kept.extend(&piece[..n]);
                self.ended = n == 0;
            }
            if self.kept.len() >= 4 {
                let four: Vec<u8> = self.kept.drain(..4).collect();
                return Ok(Some(u32::from_be_bytes(four.try_into().unwrap())));
            }
            if self.ended {
                return if self.kept.is_empty() {
                    Ok(None)
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                };
            }
        }
    }
}

#[cfg(test)]
mod tests;
