//! Ada logs out, and her two uploads stop; then the server closes, and so does everything else.
//!
//!     cargo run -q -- run sessions

use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::instrument;

#[tokio::main]
async fn main() {
    let server = CancellationToken::new();
    // A child is cancelled with its parent. The parent is not cancelled with its child.
    let ada = server.child_token();
    let ben = server.child_token();
    let uploads = TaskTracker::new();
    uploads.spawn(upload("Ada's photo", 1, ada.clone()));
    uploads.spawn(upload("Ada's film", 2, ada.clone()));
    uploads.spawn(upload("Ben's song", 1, ben));

    sleep(Duration::from_secs(1)).await;
    println!("Ada logs out");
    ada.cancel();

    sleep(Duration::from_secs(4)).await;
    println!("the server closes, {} under way", uploads.len());
    server.cancel();
    uploads.close();
    uploads.wait().await;
    println!("the server is closed");
}

/// Takes an hour, or is stopped, and then removes its half within `cleanup` seconds.
#[instrument(skip(stop))]
async fn upload(file: &str, cleanup: u64, stop: CancellationToken) {
    let upload = sleep(Duration::from_secs(3600));
    if stop.run_until_cancelled(upload).await.is_none() {
        // The upload was dropped, and its task was not: it may await.
        sleep(Duration::from_secs(cleanup)).await;
        println!("{file}: stopped, half of it removed");
    }
}
