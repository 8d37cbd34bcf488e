//! Tokio's tasks. A `LocalSet` too can block on a future, and on the watched runtime it shall be watched.

pub use real::task::*;

use crate::runtime::Runtime;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::task::{Context, Poll};

/// [`real::task::LocalSet`], with the same methods.
#[derive(Debug, Default)]
pub struct LocalSet(real::task::LocalSet);

impl LocalSet {
    /// See Tokio's `LocalSet::new`.
    pub fn new() -> LocalSet {
        LocalSet::default()
    }

    /// See Tokio's `LocalSet::block_on`, which does the same with a runtime that nobody watches.
    #[track_caller]
    pub fn block_on<F: Future>(&self, rt: &Runtime, future: F) -> F::Output {
        rt.block_on(self.0.run_until(future))
    }
}

impl Future for LocalSet {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl Deref for LocalSet {
    type Target = real::task::LocalSet;

    fn deref(&self) -> &real::task::LocalSet {
        &self.0
    }
}

impl DerefMut for LocalSet {
    fn deref_mut(&mut self) -> &mut real::task::LocalSet {
        &mut self.0
    }
}
