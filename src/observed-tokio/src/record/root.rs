//! The root future of a run. Tokio tells who wakes a spawned task, but not who wakes the future of `block_on`:
//! so this one is polled with a waker that does.

use super::Recorder;
use super::layer::ROOT_TARGET;
use super::polls;
use super::root_waker::RootWaker;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

pub struct Root<'a> {
    future: Pin<Box<dyn Future<Output = ()> + 'a>>,
    recorder: Recorder,
    waker: Option<Arc<RootWaker>>,
    /// Without `tokio_unstable` Tokio makes no span for the root, so that we do.
    span: tracing::Span,
    has_finished: bool,
}

impl<'a> Root<'a> {
    #[track_caller]
    pub fn new(recorder: Recorder, future: Pin<Box<dyn Future<Output = ()> + 'a>>) -> Root<'a> {
        let at = std::panic::Location::caller();
        let span = if cfg!(tokio_unstable) {
            tracing::Span::none()
        } else {
            tracing::trace_span!(
                target: ROOT_TARGET,
                parent: None,
                "runtime.spawn",
                kind = "block_on",
                loc.file = at.file(),
                loc.line = at.line(),
            )
        };
        Root {
            future,
            recorder,
            waker: None,
            span,
            has_finished: false,
        }
    }
}

impl Future for Root<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let _inside = this.span.enter();
        let waker = match &this.waker {
            Some(waker) if waker.is_of(cx.waker()) => waker.clone(),
            _ => {
                let lane = polls::current_lane();
                let waker = RootWaker::new(cx.waker().clone(), lane, this.recorder.clone());
                let waker = Arc::new(waker);
                if is_on_one_thread() {
                    polls::watch_root(&waker);
                }
                this.waker.insert(waker).clone()
            }
        };
        let waker = Waker::from(waker);
        let polled = this.future.as_mut().poll(&mut Context::from_waker(&waker));
        if polled.is_ready() {
            // Let go of it now: a waker that is dropped later, with the future, would say that it had not finished.
            this.waker = None;
            polls::forget_root();
            this.has_finished = true;
        }
        polled
    }
}

/// Where other threads may wake the root at any time, the number of its wakers tells nothing about this one.
fn is_on_one_thread() -> bool {
    let flavor = real::runtime::Handle::try_current().map(|runtime| runtime.runtime_flavor());
    !matches!(flavor, Ok(real::runtime::RuntimeFlavor::MultiThread))
}

impl Drop for Root<'_> {
    /// Tokio enters a task's span once more to drop it; the root does so too.
    fn drop(&mut self) {
        let _inside = self.span.enter();
        if self.has_finished {
            polls::drops_finished_root();
        }
    }
}
