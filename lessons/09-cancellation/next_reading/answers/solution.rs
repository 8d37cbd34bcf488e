//! The bytes that have come are kept in the meter before the next `.await`, and outlive the call that read them.

use std::io::{self, ErrorKind};
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
            let mut piece = [0; 4];
            let length = self.line.read(&mut piece).await?;
            if length == 0 {
                return match self.begun[..] {
                    [] => Ok(None),
                    _ => Err(ErrorKind::UnexpectedEof.into()),
                };
            }
            self.begun.extend_from_slice(&piece[..length]);
        }
        let rest = self.begun.split_off(4);
        let reading = std::mem::replace(&mut self.begun, rest);
        Ok(reading.try_into().ok().map(u32::from_be_bytes))
    }
}

#[cfg(test)]
mod tests;
