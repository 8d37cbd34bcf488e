//! Wrong: asks the reader until it is ready, and holds the thread of whoever writes.
//! Fails: gives_each_piece_when_it_comes

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, ReadBuf};

/// A reader, and how many bytes have been read through it.
struct Counted<R> {
    reader: R,
    bytes: u64,
}

impl<R> Counted<R> {
    fn new(reader: R) -> Counted<R> {
        Counted { reader, bytes: 0 }
    }
}

/// Each poll of it is one poll of its reader: the same bytes, the same end, the
/// same errors, and `Pending` when the reader is. Each byte counts once. What was
/// in the buffer before is not counted.
impl<R: AsyncRead + Unpin> AsyncRead for Counted<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let poll = loop {
            let poll = Pin::new(&mut self.reader).poll_read(cx, buffer);
            if poll.is_ready() {
                break poll;
            }
        };
        self.bytes += (buffer.filled().len() - before) as u64;
        poll
    }
}

#[cfg(test)]
mod tests;
