//! Wrong: takes the number when the future is made, outside the `async` block.
//! Fails: numbers_whom_it_greets_first

use futures::future::BoxFuture;
use std::cell::Cell;

/// Returns a future of the greeting `Hello, NAME: you are visitor N`, with a
/// number from `next_visitor`. The future borrows nothing, and does not take its
/// number before its first poll.
fn greeting(name: String) -> BoxFuture<'static, String> {
    let visitor = next_visitor();
    Box::pin(async move { format!("Hello, {name}: you are visitor {visitor}") })
}

/// Given: the number of the visitor who is greeted now.
fn next_visitor() -> u32 {
    thread_local!(static VISITORS: Cell<u32> = const { Cell::new(0) });
    VISITORS.set(VISITORS.get() + 1);
    VISITORS.get()
}

#[cfg(test)]
mod tests;
