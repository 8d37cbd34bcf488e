//! Wrong: leaves the last book where it is.

use super::{Shelves, walk};

pub async fn move_books(shelves: &mut Shelves) {
    while shelves.from.len() > 1 {
        walk().await;
        shelves.to.push(shelves.from.remove(0));
    }
}
