//! Wrong: takes the lowest byte for the first.
//! Fails: returns_each_reading_when_it_is_whole

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt};

/// A meter at the other end of a line, which sends readings. Give it what else it
/// must know.
struct Meter<R> {
    line: R,
    /// What has come of a reading that is not whole.
    begun: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Meter<R> {
    fn new(line: R) -> Meter<R> {
        Meter {
            line,
            begun: Vec::new(),
        }
    }

    /// Returns the next reading as soon as its four bytes have come, the highest
    /// of them first. At the end of the line it returns `None`, or an
    /// `UnexpectedEof` if a reading has begun. If this future is dropped, no byte
    /// must be lost: the next call goes on where this one was.
    async fn next_reading(&mut self) -> io::Result<Option<u32>> {
        while self.begun.len() < 4 {
            if self.line.read_buf(&mut self.begun).await? == 0 {
                return match self.begun[..] {
                    [] => Ok(None),
                    _ => Err(io::ErrorKind::UnexpectedEof.into()),
                };
            }
        }
        let reading: Vec<u8> = self.begun.drain(..4).collect();
        Ok(reading.try_into().ok().map(u32::from_le_bytes))
    }
}

#[cfg(test)]
mod tests;
