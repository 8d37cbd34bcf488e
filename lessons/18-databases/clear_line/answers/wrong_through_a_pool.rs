//! Wrong: asks a pool, which goes on trying and then has forgotten why.
//! Fails: hears_at_once_that_nobody_is_there

use sqlx::AnyConnection;
use sqlx::any::AnyPoolOptions;
use std::time::Duration;

/// Opens a connection to the database at `url`. If there is none to be had, the
/// error is one line: `without_login(url)`, a colon and a space, and what is
/// wrong, in the words of the error. The password must not be in it. Who is
/// refused must hear so at once; for a server that does not answer at all, wait
/// no longer than `patience`, and say `no answer`.
async fn open(url: &str, patience: Duration) -> Result<AnyConnection, String> {
    let options = AnyPoolOptions::new().acquire_timeout(patience);
    match options.connect(url).await {
        Ok(pool) => Ok(pool.acquire().await.unwrap().detach()),
        Err(sqlx::Error::PoolTimedOut) => Err(format!("{}: no answer", without_login(url))),
        Err(error) => Err(format!("{}: {error}", without_login(url))),
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
