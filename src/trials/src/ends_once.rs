use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A stream that may be read to its end once: a read after that panics.
///
/// A real stream says "0 bytes" again and again. Who takes that for a message, and not for the end, reads on for ever,
/// without a wait in which anybody could stop him.
pub fn ends_once<S>(stream: S) -> EndsOnce<S> {
    EndsOnce {
        stream,
        ended: false,
    }
}

/// See [`ends_once`].
#[derive(Debug)]
pub struct EndsOnce<S> {
    stream: S,
    ended: bool,
}

impl<S: AsyncRead + Unpin> AsyncRead for EndsOnce<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        assert!(
            !self.ended,
            "a read gave 0 bytes, which is the end of the file: why read on?"
        );
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        self.ended = buffer.filled().len() == before;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for EndsOnce<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    #[tokio::test(start_paused = true)]
    async fn it_may_be_read_to_its_end() {
        let (mut near, far) = duplex(8);
        near.write_all(b"hello").await.unwrap();
        drop(near);
        let mut text = String::new();
        ends_once(far).read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "hello");
    }

    #[tokio::test(start_paused = true)]
    #[should_panic(expected = "why read on?")]
    async fn it_may_not_be_read_again() {
        let (near, far) = duplex(8);
        drop(near);
        let mut stream = ends_once(far);
        let mut piece = [0; 8];
        assert_eq!(stream.read(&mut piece).await.unwrap(), 0);
        let _ = stream.read(&mut piece).await;
    }
}
