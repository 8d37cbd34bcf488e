//! Wrong: begins a transaction, and reads beside it.
//! Fails: does_with_one_connection

use sqlx::{AnyConnection, AnyPool, Error, query, query_as};
use tracing::instrument;

/// Writes a reminder for each row of `OVERDUE`, each by `remind`: all of them,
/// or, if one fails, none. Returns how many there are. The pool may have only
/// one connection, and so must not be asked for a second one while the first is
/// held.
async fn send_reminders(pool: &AnyPool) -> Result<usize, Error> {
    let mut transaction = pool.begin().await?;
    let overdue: Vec<(String, String)> = query_as(OVERDUE).fetch_all(pool).await?;
    for (reader, book) in &overdue {
        remind(reader, book, &mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(overdue.len())
}

/// Given: the readers and the books that are overdue.
const OVERDUE: &str = "SELECT reader, book FROM loans WHERE days < 0 ORDER BY reader, book";

/// Given: writes a reminder. It is an error if there is one already.
#[instrument(skip(connection))]
async fn remind(reader: &str, book: &str, connection: &mut AnyConnection) -> Result<(), Error> {
    let remind = query("INSERT INTO reminders (reader, book) VALUES (?, ?)");
    remind
        .bind(reader)
        .bind(book)
        .execute(connection)
        .await
        .map(drop)
}

#[cfg(test)]
mod tests;
