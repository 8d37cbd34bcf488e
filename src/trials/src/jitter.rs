use crate::trial::{self, Trial};
use std::io;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// Between two pieces everybody else goes on as far as he can.
const PAUSE: Duration = Duration::from_millis(1);

/// Runs a program with its bytes in other pieces: all at once, then one at a time, then split in two at every place.
///
/// The program gets [`Pieces`], and wraps with it the readers and writers that it gives away. `finding` names what a
/// failed assertion means.
///
/// ```should_panic
/// use tokio::io::AsyncReadExt;
///
/// trials::jitter("lost_data", async |pieces| {
///     let mut message = [0; 4];
///     // One read need not be one message.
///     let length = pieces.of(&b"wind"[..]).read(&mut message).await.unwrap();
///     assert_eq!(&message[..length], b"wind");
/// });
/// ```
pub fn jitter(finding: &'static str, program: impl AsyncFn(Pieces)) {
    let trial = Trial {
        finding,
        what: |split| match split {
            0 => "when all bytes come at once".into(),
            1 => "when the bytes come one at a time".into(),
            split => format!("when the bytes are split after the first {}", split - 1),
        },
    };
    let length = Arc::new(AtomicU64::new(0));
    trial.start(|split, is_recorded| {
        let pieces = Pieces {
            split,
            length: length.clone(),
        };
        trial::run(0, is_recorded, program(pieces))?;
        // Split number `n` is behind byte `n - 1`, and the last one that splits anything is before the last byte.
        Ok(match split < length.load(Relaxed).max(1) {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        })
    });
}

/// The pieces in which bytes come and go in one run of [`jitter`].
#[derive(Debug, Clone)]
pub struct Pieces {
    split: u64,
    /// The most bytes that went one way through one stream.
    length: Arc<AtomicU64>,
}

impl Pieces {
    /// A stream that is read, and written, in these pieces. After each there is a pause of a millisecond.
    pub fn of<S>(&self, stream: S) -> Jittered<S> {
        Jittered {
            stream,
            read: Way::new(self.clone()),
            written: Way::new(self.clone()),
        }
    }

    /// How many bytes may follow the first `passed` without a pause.
    fn after(&self, passed: u64) -> usize {
        let bytes = match self.split {
            0 => u64::MAX,
            1 => 1,
            split if passed < split - 1 => split - 1 - passed,
            _ => u64::MAX,
        };
        usize::try_from(bytes).unwrap_or(usize::MAX)
    }
}

/// A stream in pieces. See [`Pieces::of`].
#[derive(Debug)]
pub struct Jittered<S> {
    stream: S,
    read: Way,
    written: Way,
}

/// One of a stream's two ways.
#[derive(Debug)]
struct Way {
    pieces: Pieces,
    passed: u64,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Way {
    fn new(pieces: Pieces) -> Way {
        Way {
            pieces,
            passed: 0,
            pause: None,
        }
    }

    /// Waits for the end of the pause, then says how many bytes may pass.
    fn poll_open(&mut self, cx: &mut Context<'_>) -> Poll<usize> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(cx));
            self.pause = None;
        }
        Poll::Ready(self.pieces.after(self.passed))
    }

    /// So many of the bytes that might have passed have passed.
    fn pass(&mut self, bytes: usize, open: usize) {
        self.passed += bytes as u64;
        self.pieces.length.fetch_max(self.passed, Relaxed);
        if bytes == open {
            self.pause = Some(Box::pin(sleep(PAUSE)));
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Jittered<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let open = ready!(self.read.poll_open(cx));
        let mut piece = vec![0; open.min(buffer.remaining())];
        let mut piece = ReadBuf::new(&mut piece);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut piece))?;
        self.read.pass(piece.filled().len(), open);
        buffer.put_slice(piece.filled());
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Jittered<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let open = ready!(self.written.poll_open(cx));
        let piece = &bytes[..open.min(bytes.len())];
        let length = ready!(Pin::new(&mut self.stream).poll_write(cx, piece))?;
        self.written.pass(length, open);
        Poll::Ready(Ok(length))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
