//! Wrong: an `async fn` is as lazy, and its future has no type that you can write down: not a `BoxFuture`.
//! Refused: E0308

use futures::future::BoxFuture;
use std::cell::Cell;

/// Returns a future of the greeting `Hello, NAME: you are visitor N`, with a
/// number from `next_visitor`. The future borrows nothing, and does not take its
/// number before its first poll.
async fn greeting(name: String) -> String {
    format!("Hello, {name}: you are visitor {}", next_visitor())
}

/// Given: the number of the visitor who is greeted now.
fn next_visitor() -> u32 {
    thread_local!(static VISITORS: Cell<u32> = const { Cell::new(0) });
    VISITORS.set(VISITORS.get() + 1);
    VISITORS.get()
}

#[cfg(test)]
mod tests;
