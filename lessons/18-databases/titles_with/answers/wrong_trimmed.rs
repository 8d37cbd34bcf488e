//! Wrong: takes the spaces off what was typed.
//! Fails: takes_a_pattern_letter_by_letter

use sqlx::{AnyPool, Error, query_scalar};

/// Returns the titles of the table `books` that contain `part`, in alphabetical
/// order. A stranger has typed it: it must be taken letter by letter, and must
/// never become part of the statement. (SQLite and MariaDB have `INSTR(text,
/// part)`, which says where in the text the part begins, counted from 1, or 0
/// if it is not there.)
async fn titles_with(part: &str, pool: &AnyPool) -> Result<Vec<String>, Error> {
    let titles = "SELECT title FROM books WHERE INSTR(title, ?) > 0 ORDER BY title";
    query_scalar(titles).bind(part.trim()).fetch_all(pool).await
}

#[cfg(test)]
mod tests;
