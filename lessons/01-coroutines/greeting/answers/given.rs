//! Return a future that owns the name, and greets only when it is awaited.
//!
//!     cargo run -q -- check coroutines/greeting

use futures::future::BoxFuture;
use std::cell::Cell;

/// Returns a future of the greeting `Hello, NAME: you are visitor N`, with a
/// number from `next_visitor`. The future borrows nothing, and does not take its
/// number before its first poll.
fn greeting(name: String) -> BoxFuture<'static, String> {
    todo!("a boxed future that greets {name} when it is awaited")
}

/// Given: the number of the visitor who is greeted now.
fn next_visitor() -> u32 {
    thread_local!(static VISITORS: Cell<u32> = const { Cell::new(0) });
    VISITORS.set(VISITORS.get() + 1);
    VISITORS.get()
}

#[cfg(test)]
mod tests;
