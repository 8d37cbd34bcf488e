//! Wrong: writes over the connection that the rows still come from.
//! Refused: E0499

use futures::TryStreamExt;
use sqlx::{AnyConnection, AnyPool, Error, query, query_as};
use tracing::instrument;

/// Writes a reminder for each row of `OVERDUE`, each by `remind`: all of them,
/// or, if one fails, none. Returns how many there are. The pool may have only
/// one connection, and so must not be asked for a second one while the first is
/// held.
async fn send_reminders(pool: &AnyPool) -> Result<usize, Error> {
    let mut count = 0;
    let mut transaction = pool.begin().await?;
    let mut overdue = query_as::<_, (String, String)>(OVERDUE).fetch(&mut *transaction);
    while let Some((reader, book)) = overdue.try_next().await? {
        remind(&reader, &book, &mut transaction).await?;
        count += 1;
    }
    drop(overdue);
    transaction.commit().await?;
    Ok(count)
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
