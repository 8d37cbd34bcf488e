//! Wrong: waits for time to pass where nobody needs it.
//! Fails: takes_no_time

use std::cell::RefCell;
use std::time::Duration;
use tokio::time::sleep;

/// Takes five steps as `name`. After each one, others get their turn. The clock
/// does not move.
async fn walk(name: char, path: &RefCell<String>) {
    for _ in 0..5 {
        step(name, path);
        sleep(Duration::from_millis(1)).await;
    }
}

/// Given: one step, a piece of computing that waits for nothing. The path shows
/// who took it.
fn step(name: char, path: &RefCell<String>) {
    path.borrow_mut().push(name);
}

#[cfg(test)]
mod tests;
