//! Wrong: makes the future that would give way, and does not await it.
//! Finding: never_polled

use std::cell::RefCell;
use tokio::task::yield_now;

/// Takes five steps as `name`. After each one, others get their turn. The clock
/// does not move.
async fn walk(name: char, path: &RefCell<String>) {
    for _ in 0..5 {
        step(name, path);
        yield_now();
    }
}

/// Given: one step, a piece of computing that waits for nothing. The path shows
/// who took it.
fn step(name: char, path: &RefCell<String>) {
    path.borrow_mut().push(name);
}

#[cfg(test)]
mod tests;
