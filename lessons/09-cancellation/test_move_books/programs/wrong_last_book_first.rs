//! Wrong: begins with the last book, so that the ones that were carried are not the first ones.

use super::{Shelves, walk};

pub async fn move_books(shelves: &mut Shelves) {
    while let Some(book) = shelves.from.last() {
        walk().await;
        shelves.to.insert(0, book);
        shelves.from.pop();
    }
}
