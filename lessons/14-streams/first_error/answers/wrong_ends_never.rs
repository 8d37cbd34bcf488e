//! Wrong: a loop that waits for a bad row reads on when there is none.
//! Fails: passes_good_rows_on

use async_stream::stream;
use futures::{Stream, StreamExt};
use std::pin::pin;

/// Gives each row as soon as it comes. The first row that is an error is the last
/// one that is given; after it the stream ends at once, and `rows` is not asked
/// again. Without an error it ends with `rows`.
fn until_error(rows: impl Stream<Item = Row>) -> impl Stream<Item = Row> {
    stream! {
        let mut rows = pin!(rows);
        loop {
            let Some(row) = rows.next().await else {
                continue;
            };
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
