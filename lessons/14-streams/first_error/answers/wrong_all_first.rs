//! Wrong: reads the whole import before it gives the first row.
//! Fails: gives_each_row_when_it_comes

use async_stream::stream;
use futures::{Stream, StreamExt};

/// Gives each row as soon as it comes. The first row that is an error is the last
/// one that is given; after it the stream ends at once, and `rows` is not asked
/// again. Without an error it ends with `rows`.
fn until_error(rows: impl Stream<Item = Row>) -> impl Stream<Item = Row> {
    stream! {
        let mut rows = rows.collect::<Vec<_>>().await.into_iter();
        while let Some(row) = rows.next() {
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
