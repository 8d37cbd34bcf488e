//! Wrong: leaves the bad rows out and goes on.
//! Fails: ends_with_the_first_bad_row

use futures::future::ready;
use futures::{Stream, StreamExt};

/// Gives each row as soon as it comes. The first row that is an error is the last
/// one that is given; after it the stream ends at once, and `rows` is not asked
/// again. Without an error it ends with `rows`.
fn until_error(rows: impl Stream<Item = Row>) -> impl Stream<Item = Row> {
    rows.filter(|row| ready(row.is_ok()))
}

/// Given: a name, or what is wrong with it.
type Row = Result<&'static str, BadRow>;

/// Given: the number of a bad row.
#[derive(Debug, PartialEq)]
struct BadRow(u32);

#[cfg(test)]
mod tests;
