//! The generator gives the row first, and then ends by itself: it does not need a next row to know that it is over.

use async_stream::stream;
use futures::{Stream, StreamExt};
use std::pin::pin;

/// Gives each row as soon as it comes. The first row that is an error is the last
/// one that is given; after it the stream ends at once, and `rows` is not asked
/// again. Without an error it ends with `rows`.
fn until_error(rows: impl Stream<Item = Row>) -> impl Stream<Item = Row> {
    stream! {
        let mut rows = pin!(rows);
        while let Some(row) = rows.next().await {
            let is_bad = row.is_err();
            yield row;
            if is_bad {
                break;
            }
        }
    }
}

/// Given: a name, or what is wrong with it.
type Row = Result<&'static str, BadRow>;

/// Given: the number of a bad row.
#[derive(Debug, PartialEq)]
struct BadRow(u32);

#[cfg(test)]
mod tests;
