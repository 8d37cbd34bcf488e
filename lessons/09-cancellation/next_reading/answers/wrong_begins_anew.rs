//! Wrong: keeps the bytes in the meter, and throws them away when the next call begins.
//! Finding: lost_data

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
        self.begun.clear();
        while self.begun.len() < 4 {
            let mut piece = vec![0; 4 - self.begun.len()];
            let length = self.line.read(&mut piece).await?;
            if length == 0 {
                return match self.begun[..] {
                    [] => Ok(None),
                    _ => Err(io::ErrorKind::UnexpectedEof.into()),
                };
            }
            self.begun.extend_from_slice(&piece[..length]);
        }
        let reading = self.begun[..].try_into().expect("four bytes");
        Ok(Some(u32::from_be_bytes(reading)))
    }
}

#[cfg(test)]
mod tests;
