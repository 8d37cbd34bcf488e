//! Wrong: looks at whether the books are there, and not at whether they have been moved.
//! Lets through: wrong_leaves_the_last

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
#[test]
fn no_book_is_lost_wherever_it_is_dropped() {
    trials::cancel_sweep(
        "broken_invariant",
        || Shelves::of(&["Emma", "Ulysses", "Walden"]),
        async |shelves: &mut Shelves| move_books(shelves).await,
        async |shelves: &mut Shelves| {
            let books = [&shelves.to[..], &shelves.from[..]].concat();
            assert_eq!(books, ["Emma", "Ulysses", "Walden"]);
        },
    );
}

#[cfg(test)]
mod programs;
