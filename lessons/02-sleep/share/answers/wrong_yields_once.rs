//! Wrong: lets others run once, and then takes the rest of its steps in one poll.
//! Fails: nobody_takes_three_in_a_row

use std::cell::RefCell;
use tokio::task::yield_now;

/// Takes five steps as `name`. After each one, others get their turn. The clock
/// does not move.
async fn walk(name: char, path: &RefCell<String>) {
    yield_now().await;
    for _ in 0..5 {
        step(name, path);
    }
}

/// Given: one step, a piece of computing that waits for nothing. The path shows
/// who took it.
fn step(name: char, path: &RefCell<String>) {
    path.borrow_mut().push(name);
}

#[cfg(test)]
mod tests;
