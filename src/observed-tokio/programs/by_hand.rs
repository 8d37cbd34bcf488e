//! Futures written by hand, right and wrong, for the programs of the catalogue.

use observed_tokio::time::Instant;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

/// Wrong: leaves nobody its waker.
pub struct NeverWakes;

impl Future for NeverWakes {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }
}

/// Something that happens once.
#[derive(Default)]
pub struct Event {
    has_happened: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Event {
    pub fn set(&self) {
        self.has_happened.store(true, SeqCst);
        if let Some(waker) = self.waker.lock().unwrap().take() {
            waker.wake();
        }
    }
}

/// Wrong: keeps the waker of its first poll, whoever polls it later.
pub struct FirstWaker(pub Arc<Event>);

impl Future for FirstWaker {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0.has_happened.load(SeqCst) {
            return Poll::Ready(());
        }
        let mut waker = self.0.waker.lock().unwrap();
        waker.get_or_insert_with(|| cx.waker().clone());
        Poll::Pending
    }
}

/// Right: keeps the waker of its last poll.
pub struct LastWaker(pub Arc<Event>);

impl Future for LastWaker {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        *self.0.waker.lock().unwrap() = Some(cx.waker().clone());
        match self.0.has_happened.load(SeqCst) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

/// Wrong: asks to be polled at once, again and again, until it is late enough.
pub struct WakesItself(pub Instant);

impl Future for WakesItself {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.0 {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Right: gives way so many times, and then is done.
pub struct GivesWay(pub u32);

impl Future for GivesWay {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return Poll::Ready(());
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Several futures, each with a waker of its own, polled only while somebody asks for the next: what
/// `FuturesUnordered` is.
pub struct Together<F: Future> {
    parts: Vec<(Unfinished<F>, Arc<Part>)>,
}

/// `None` once it is finished.
type Unfinished<F> = Option<Pin<Box<F>>>;

/// What the waker of one of them does.
struct Part {
    is_woken: AtomicBool,
    outer: Mutex<Option<Waker>>,
}

impl Wake for Part {
    fn wake(self: Arc<Self>) {
        self.is_woken.store(true, SeqCst);
        if let Some(outer) = self.outer.lock().unwrap().take() {
            outer.wake();
        }
    }
}

impl<F: Future> Together<F> {
    pub fn new(futures: impl IntoIterator<Item = F>) -> Together<F> {
        let part = || Part {
            is_woken: AtomicBool::new(true),
            outer: Mutex::new(None),
        };
        let parts = futures.into_iter();
        Together {
            parts: parts
                .map(|future| (Some(Box::pin(future)), Arc::new(part())))
                .collect(),
        }
    }

    /// What the next of them to be done has returned; nothing when all are.
    pub async fn next(&mut self) -> Option<F::Output> {
        std::future::poll_fn(|cx| self.poll_next(cx)).await
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        for (future, part) in &mut self.parts {
            let Some(open) = future else { continue };
            *part.outer.lock().unwrap() = Some(cx.waker().clone());
            if !part.is_woken.swap(false, SeqCst) {
                continue;
            }
            let waker = Waker::from(part.clone());
            if let Poll::Ready(output) = open.as_mut().poll(&mut Context::from_waker(&waker)) {
                *future = None;
                return Poll::Ready(Some(output));
            }
        }
        match self.parts.iter().all(|(future, _)| future.is_none()) {
            true => Poll::Ready(None),
            false => Poll::Pending,
        }
    }
}
