//! Wrong: carries the first book with care, and all others in one pile, which is on no shelf on the way.

use super::{Shelves, walk};

pub async fn move_books(shelves: &mut Shelves) {
    walk().await;
    shelves.to.push(shelves.from.remove(0));
    let pile = std::mem::take(&mut shelves.from);
    for book in pile {
        walk().await;
        shelves.to.push(book);
    }
}
