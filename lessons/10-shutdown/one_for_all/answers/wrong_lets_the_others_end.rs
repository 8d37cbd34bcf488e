//! Wrong: passes the panic on when all others have ended by themselves.
//! Fails: has_stopped_all_when_one_panics

use futures::future::BoxFuture;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::time::sleep;
use tracing::instrument;

/// An upload that has not begun: a future of what the server says, in a box.
type Upload = BoxFuture<'static, Result<String, NoRoom>>;

/// An album is open as long as one of its uploads is there.
type Album = Arc<()>;

#[derive(Debug, PartialEq, Error)]
#[error("no room for {0}")]
struct NoRoom(&'static str);

/// Runs each of `uploads` as a task of its own, all at the same time, and returns
/// what they say, in any order. The first that fails stops the others, and its
/// error is the result; the first that panics stops the others, and its panic
/// goes on in the caller. Either comes at once, but not before every task has
/// ended. If this future is dropped, no task must go on.
async fn upload_album(uploads: Vec<Upload>) -> Result<Vec<String>, NoRoom> {
    let mut set: tokio::task::JoinSet<_> = uploads.into_iter().collect();
    let mut said = vec![];
    let mut crash = None;
    while let Some(end) = set.join_next().await {
        match end {
            Ok(Ok(s)) => said.push(s),
            Ok(Err(e)) => {
                set.shutdown().await;
                return Err(e);
            }
            Err(e) => crash = Some(e),
        }
    }
    if let Some(crash) = crash {
        std::panic::resume_unwind(crash.into_panic())
    }
    Ok(said)
}

/// Given: uploads one file, which takes so many seconds. A film is too large, and
/// a song is not what it seems.
#[instrument(skip(_album))]
async fn upload(file: &'static str, seconds: u64, _album: Album) -> Result<String, NoRoom> {
    sleep(Duration::from_secs(seconds)).await;
    match file {
        "film" => Err(NoRoom(file)),
        "song" => panic!("the song is a virus"),
        _ => Ok(format!("{file} uploaded")),
    }
}

#[cfg(test)]
mod tests;
