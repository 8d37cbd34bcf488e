//! Wrong: panics where there is no database.
//! Fails: hears_that_the_server_has_hung_up

use sqlx::{AnyConnection, Connection};
use std::time::Duration;
use tokio::time::timeout;

/// Opens a connection to the database at `url`. If there is none to be had, the
/// error is one line: `without_login(url)`, a colon and a space, and what is
/// wrong, in the words of the error. The password must not be in it. Who is
/// refused must hear so at once; for a server that does not answer at all, wait
/// no longer than `patience`, and say `no answer`.
async fn open(url: &str, patience: Duration) -> Result<AnyConnection, String> {
    match timeout(patience, AnyConnection::connect(url)).await {
        Ok(connection) => Ok(connection.expect("the server is there")),
        Err(_) => Err(format!("{}: no answer", without_login(url))),
    }
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
