//! Wrong: has a patience of a second, whatever it is told.
//! Fails: waits_as_long_as_its_patience_lasts

use sqlx::{AnyConnection, Connection};
use std::time::Duration;
use tokio::time::timeout;

/// Opens a connection to the database at `url`. If there is none to be had, the
/// error is one line: `without_login(url)`, a colon and a space, and what is
/// wrong, in the words of the error. The password must not be in it. Who is
/// refused must hear so at once; for a server that does not answer at all, wait
/// no longer than `patience`, and say `no answer`.
async fn open(url: &str, patience: Duration) -> Result<AnyConnection, String> {
    let what = match timeout(
        patience.min(Duration::from_secs(1)),
        AnyConnection::connect(url),
    )
    .await
    {
        Ok(Ok(connection)) => return Ok(connection),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer".to_string(),
    };
    Err(format!("{}: {what}", without_login(url)))
}

/// Given: `mysql://127.0.0.1:3306/library` for
/// `mysql://ada:secret@127.0.0.1:3306/library`.
fn without_login(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
        _ => url.to_string(),
    }
}

#[cfg(test)]
mod tests;
