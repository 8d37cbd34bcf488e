//! Wrong: never drops the program.
//! Lets through: wrong_in_the_hand

use programs::{Shelves, move_books};

/// `move_books` carries the books of one shelf to the other until the first shelf
/// is empty. In the end they stand in the order in which they stood before. It
/// may be dropped at any of its waits: then each book must still stand on exactly
/// one of the shelves, and those that were carried must be the first ones.
///
/// `trials::cancel_sweep(finding, setup, work, check)` calls `setup` for a state,
/// runs `work` on it and drops it at its first wait, then `check` on what it left
/// behind; then all of it again, with the second wait, and so on, and once with
/// none. What fails a check is `broken_invariant`.
#[tokio::test(start_paused = true)]
async fn moves_all_books() {
    let mut shelves = Shelves::of(&["Emma", "Ulysses", "Walden"]);
    move_books(&mut shelves).await;
    assert_eq!(shelves.to, ["Emma", "Ulysses", "Walden"]);
    assert!(shelves.from.is_empty());
}

#[cfg(test)]
mod programs;
