//! Take five steps and let others run after each of them, while no time passes on the clock.
//!
//!     cargo run -q -- check sleep/share

use std::cell::RefCell;

/// Takes five steps as `name`. After each one, others get their turn. The clock
/// does not move.
async fn walk(name: char, path: &RefCell<String>) {
    todo!("take five steps as {name} on {path:?}")
}

/// Given: one step, a piece of computing that waits for nothing. The path shows
/// who took it.
fn step(name: char, path: &RefCell<String>) {
    path.borrow_mut().push(name);
}

#[cfg(test)]
mod tests;
