//! Wrong: has a book in its hand, and on no shelf, when it is dropped on its way.

use super::{Shelves, walk};

pub async fn move_books(shelves: &mut Shelves) {
    while !shelves.from.is_empty() {
        let book = shelves.from.remove(0);
        walk().await;
        shelves.to.push(book);
    }
}
