//! The body of an `async` block runs when the block is polled, and `move` makes the block the owner of `name`.

use futures::future::BoxFuture;
use std::cell::Cell;

/// Returns a future of the greeting `Hello, NAME: you are visitor N`, with a
/// number from `next_visitor`. The future borrows nothing, and does not take its
/// number before its first poll.
fn greeting(name: String) -> BoxFuture<'static, String> {
    Box::pin(async move { format!("Hello, {name}: you are visitor {}", next_visitor()) })
}

/// Given: the number of the visitor who is greeted now.
fn next_visitor() -> u32 {
    thread_local!(static VISITORS: Cell<u32> = const { Cell::new(0) });
    VISITORS.set(VISITORS.get() + 1);
    VISITORS.get()
}

#[cfg(test)]
mod tests;
