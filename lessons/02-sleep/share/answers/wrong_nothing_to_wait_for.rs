//! Wrong: awaits what is ready at once, and a future that is ready hands nothing back.
//! Fails: nobody_takes_three_in_a_row

use std::cell::RefCell;

/// Takes five steps as `name`. After each one, others get their turn. The clock
/// does not move.
async fn walk(name: char, path: &RefCell<String>) {
    for _ in 0..5 {
        async { step(name, path) }.await;
    }
}

/// Given: one step, a piece of computing that waits for nothing. The path shows
/// who took it.
fn step(name: char, path: &RefCell<String>) {
    path.borrow_mut().push(name);
}

#[cfg(test)]
mod tests;
