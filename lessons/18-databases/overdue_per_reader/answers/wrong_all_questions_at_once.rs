//! Wrong: asks for the books of all readers at the same time, which are as many questions.
//! Fails: asks_once

use futures::future::try_join_all;
use sqlx::{AnyPool, Error, query_as};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use tracing::instrument;

/// Returns each reader with the number of their books that are overdue, in the
/// order of the names. Who has none must be there too, with 0. The database
/// must be asked once, however many readers there are.
async fn overdue(library: &Library) -> Result<Rows, Error> {
    let readers = library
        .ask("SELECT name, 0 FROM readers ORDER BY name", "")
        .await?;
    let counts = readers.into_iter().map(async |(name, _)| {
        let question =
            "SELECT reader, COUNT(*) FROM loans WHERE reader = ? AND days < 0 GROUP BY reader";
        let books = library.ask(question, &name).await?;
        Ok((name, books.first().map_or(0, |(_, count)| *count)))
    });
    try_join_all(counts).await
}

/// A text and a number each.
type Rows = Vec<(String, i64)>;

/// Given: a library, with two tables. It counts the questions that the database
/// was asked.
///
/// - `readers`: `name`
/// - `loans`: `reader`, `book`, `days` until it is due, below 0 if it is overdue
#[derive(Debug)]
struct Library {
    pool: AnyPool,
    questions: AtomicUsize,
}

impl Library {
    /// Asks the database a question. `value` takes the place of each `?` in it.
    #[instrument(skip(self))]
    async fn ask(&self, sql: &'static str, value: &str) -> Result<Rows, Error> {
        self.questions.fetch_add(1, Relaxed);
        let values = std::iter::repeat_n(value, sql.matches('?').count());
        let ask = values.fold(query_as(sql), |ask, value| ask.bind(value));
        ask.fetch_all(&self.pool).await
    }
}

#[cfg(test)]
mod tests;
