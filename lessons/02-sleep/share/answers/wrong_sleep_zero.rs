//! Wrong: `sleep(0)` gives way in asyncio, but in Tokio a timer whose time has come is ready at once.
//! Fails: nobody_takes_three_in_a_row

use std::cell::RefCell;
use std::time::Duration;
use tokio::time::sleep;

/// Takes five steps as `name`. After each one, others get their turn. The clock
/// does not move.
async fn walk(name: char, path: &RefCell<String>) {
    for _ in 0..5 {
        step(name, path);
        sleep(Duration::ZERO).await;
    }
}

/// Given: one step, a piece of computing that waits for nothing. The path shows
/// who took it.
fn step(name: char, path: &RefCell<String>) {
    path.borrow_mut().push(name);
}

#[cfg(test)]
mod tests;
