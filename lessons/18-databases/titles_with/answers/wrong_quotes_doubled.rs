//! Wrong: doubles the quotes, and vouches for the rest of what was typed.
//! Fails: takes_no_orders

use sqlx::{AnyPool, AssertSqlSafe, Error, query_scalar};

/// Returns the titles of the table `books` that contain `part`, in alphabetical
/// order. A stranger has typed it: it must be taken letter by letter, and must
/// never become part of the statement. (SQLite and MariaDB have `INSTR(text,
/// part)`, which says where in the text the part begins, counted from 1, or 0
/// if it is not there.)
async fn titles_with(part: &str, pool: &AnyPool) -> Result<Vec<String>, Error> {
    let part = part.replace('\'', "''");
    let titles = format!("SELECT title FROM books WHERE INSTR(title, '{part}') > 0 ORDER BY title");
    query_scalar(AssertSqlSafe(titles)).fetch_all(pool).await
}

#[cfg(test)]
mod tests;
