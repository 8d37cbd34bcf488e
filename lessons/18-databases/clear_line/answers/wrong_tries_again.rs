//! Wrong: tries again for as long as its patience lasts.
//! Fails: hears_at_once_that_nobody_is_there

use sqlx::{AnyConnection, Connection};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// Opens a connection to the database at `url`. If there is none to be had, the
/// error is one line: `without_login(url)`, a colon and a space, and what is
/// wrong, in the words of the error. The password must not be in it. Who is
/// refused must hear so at once; for a server that does not answer at all, wait
/// no longer than `patience`, and say `no answer`.
async fn open(url: &str, patience: Duration) -> Result<AnyConnection, String> {
    let deadline = Instant::now() + patience;
    let mut what = "no answer".to_string();
    while Instant::now() < deadline {
        match timeout_at(deadline, AnyConnection::connect(url)).await {
            Ok(Ok(connection)) => return Ok(connection),
            Ok(Err(error)) => what = error.to_string(),
            Err(_) => break,
        }
        sleep(Duration::from_millis(50)).await;
    }
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
