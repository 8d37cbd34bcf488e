//! Wrong: spares itself the last `yield_now`, because no step of its own comes after it.
//! Fails: lets_others_run_after_each_step

use std::cell::RefCell;
use tokio::task::yield_now;

/// Takes five steps as `name`. After each one, others get their turn. The clock
/// does not move.
async fn walk(name: char, path: &RefCell<String>) {
    for number in 1..=5 {
        step(name, path);
        if number < 5 {
            yield_now().await;
        }
    }
}

/// Given: one step, a piece of computing that waits for nothing. The path shows
/// who took it.
fn step(name: char, path: &RefCell<String>) {
    path.borrow_mut().push(name);
}

#[cfg(test)]
mod tests;
