//! Pass on the rows of an import up to the first bad one, that one too, and then end.
//!
//!     cargo run -q -- check streams/first_error

use futures::{Stream, StreamExt};

/// Gives each row as soon as it comes. The first row that is an error is the last
/// one that is given; after it the stream ends at once, and `rows` is not asked
/// again. Without an error it ends with `rows`.
fn until_error(rows: impl Stream<Item = Row>) -> impl Stream<Item = Row> {
    rows.map(|row| -> Row { todo!("pass {row:?} on, unless a bad row came before it") })
}

/// Given: a name, or what is wrong with it.
type Row = Result<&'static str, BadRow>;

/// Given: the number of a bad row.
#[derive(Debug, PartialEq)]
struct BadRow(u32);

#[cfg(test)]
mod tests;
