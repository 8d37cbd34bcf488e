//! `yield_now` is not ready when it is first polled, and wakes its task at once.
//! So the others go first, and no time passes.

use std::cell::RefCell;
use tokio::task::yield_now;

/// Takes five steps as `name`. After each one, others get their turn. The clock
/// does not move.
async fn walk(name: char, path: &RefCell<String>) {
    for _ in 0..5 {
        step(name, path);
        yield_now().await;
    }
}

/// Given: one step, a piece of computing that waits for nothing. The path shows
/// who took it.
fn step(name: char, path: &RefCell<String>) {
    path.borrow_mut().push(name);
}

#[cfg(test)]
mod tests;
