//! One upload of an album fails. Whether the others have ended when you hear of it depends on who waits for them.
//!
//!     cargo run -q -- run group

use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

/// Each upload holds a clone of the folder, and so keeps it open.
type Folder = Arc<&'static str>;

#[derive(Debug, Error)]
#[error("no room")]
struct NoRoom;
type Uploaded = Result<(), NoRoom>;

#[tokio::main]
async fn main() {
    let folder = Folder::new("summer");
    show("asked to stop", &folder, asked_to_stop(&folder)).await;
    show("stopped", &folder, stopped(&folder)).await;
}

/// Says how many uploads have the folder open when the error comes.
async fn show(how: &str, folder: &Folder, album: impl Future<Output = Uploaded>) {
    let error = album.await.expect_err("the film is too large");
    let open = Arc::strong_count(folder) - 1;
    println!("{how}: {error}, {open} still open");
}

#[instrument(skip_all)]
async fn asked_to_stop(folder: &Folder) -> Uploaded {
    let mut uploads = start(folder);
    all_done(&mut uploads).await
    // Here the set is dropped. It aborts its tasks, and cannot wait for them.
}

#[instrument(skip_all)]
async fn stopped(folder: &Folder) -> Uploaded {
    let mut uploads = start(folder);
    let album = all_done(&mut uploads).await;
    // Aborts what is left, and returns when it has been dropped.
    uploads.shutdown().await;
    album
}

fn start(folder: &Folder) -> JoinSet<Uploaded> {
    let mut uploads = JoinSet::new();
    for (file, seconds) in [("photo", 1), ("film", 2), ("song", 3), ("book", 4)] {
        uploads.spawn(upload(file, seconds, Arc::clone(folder)));
    }
    uploads
}

async fn all_done(uploads: &mut JoinSet<Uploaded>) -> Uploaded {
    while let Some(end) = uploads.join_next().await {
        end.expect("no upload panics")?;
    }
    Ok(())
}

#[instrument(skip(_folder))]
async fn upload(file: &str, seconds: u64, _folder: Folder) -> Uploaded {
    sleep(Duration::from_secs(seconds)).await;
    if file == "film" { Err(NoRoom) } else { Ok(()) }
}
