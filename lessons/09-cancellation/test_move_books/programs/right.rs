//! Right: walks, and then moves one book, from shelf to shelf at once.

use super::{Shelves, walk};

pub async fn move_books(shelves: &mut Shelves) {
    while !shelves.from.is_empty() {
        walk().await;
        shelves.to.push(shelves.from.remove(0));
    }
}
