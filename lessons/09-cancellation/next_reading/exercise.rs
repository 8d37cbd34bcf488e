//! Read numbers of four bytes from a line, and lose no byte if you are dropped while you wait.
//!
//!     cargo run -q -- check cancellation/next_reading

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt};

/// A meter at the other end of a line, which sends readings. Give it what else it
/// must know.
struct Meter<R> {
    line: R,
}

impl<R: AsyncRead + Unpin> Meter<R> {
    fn new(line: R) -> Meter<R> {
        Meter { line }
    }

    /// Returns the next reading as soon as its four bytes have come, the highest
    /// of them first. At the end of the line it returns `None`, or an
    /// `UnexpectedEof` if a reading has begun. If this future is dropped, no byte
    /// must be lost: the next call goes on where this one was.
    async fn next_reading(&mut self) -> io::Result<Option<u32>> {
        let mut piece = [0; 4];
        let length = self.line.read(&mut piece).await?;
        todo!(
            "make a reading of {:?}, and of what came before",
            &piece[..length]
        )
    }
}

#[cfg(test)]
mod tests;
