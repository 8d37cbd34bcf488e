//! Find the titles that contain what a stranger has typed, whatever it is.
//!
//!     cargo run -q -- check databases/titles_with

use sqlx::{AnyPool, Error, query_scalar};

/// Returns the titles of the table `books` that contain `part`, in alphabetical
/// order. A stranger has typed it: it must be taken letter by letter, and must
/// never become part of the statement. (SQLite and MariaDB have `INSTR(text,
/// part)`, which says where in the text the part begins, counted from 1, or 0
/// if it is not there.)
async fn titles_with(part: &str, pool: &AnyPool) -> Result<Vec<String>, Error> {
    todo!("find the titles with {part:?} over {pool:?}")
}

#[cfg(test)]
mod tests;
