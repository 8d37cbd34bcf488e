//! Wrong: leaves a book on both shelves when it is dropped on its way.

use super::{Shelves, walk};

pub async fn move_books(shelves: &mut Shelves) {
    while let Some(book) = shelves.from.first() {
        shelves.to.push(book);
        walk().await;
        shelves.from.remove(0);
    }
}
