//! Wrong: counts all books that a reader has, overdue or not.
//! Fails: counts_what_is_overdue

use sqlx::{AnyPool, Error, query_as};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use tracing::instrument;

/// Returns each reader with the number of their books that are overdue, in the
/// order of the names. Who has none must be there too, with 0. The database
/// must be asked once, however many readers there are.
async fn overdue(library: &Library) -> Result<Rows, Error> {
    let question = "SELECT name, COUNT(book) FROM readers
        LEFT JOIN loans ON reader = name
        GROUP BY name ORDER BY name";
    library.ask(question, "").await
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
