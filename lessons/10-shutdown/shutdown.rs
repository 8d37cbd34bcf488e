//! A server is told to stop: it takes no new file, lets one finish, and drops the one that would take an hour.
//!
//!     cargo run -q -- run shutdown

use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::instrument;

/// What the clients bring, and how many milliseconds it takes. The book comes too late.
const FILES: [(&str, u64); 4] = [
    ("photo", 300),
    ("song", 400),
    ("film", 3_600_000),
    ("book", 100),
];
const GRACE: Duration = Duration::from_millis(500);

#[tokio::main]
async fn main() {
    let signal = CancellationToken::new();
    tokio::join!(serve(&signal), press_ctrl_c(&signal));
    println!("bye");
}

#[instrument(skip_all)]
async fn serve(signal: &CancellationToken) {
    let uploads = TaskTracker::new();
    let out_of_patience = CancellationToken::new();
    for (file, ms) in FILES {
        tokio::select! {
            () = next_client() => {}
            () = signal.cancelled() => break,
        }
        // The task ends with its upload, or drops it when this token is cancelled.
        let patient = out_of_patience.clone();
        uploads.spawn(patient.run_until_cancelled_owned(upload(file, ms)));
    }
    println!("stop accepting: {} draining", uploads.len());

    // `wait` is ready when the tracker is closed, and each of its tasks has ended.
    uploads.close();
    if timeout(GRACE, uploads.wait()).await.is_err() {
        println!("{} aborted after 500 ms", uploads.len());
        out_of_patience.cancel();
        // They have only been asked. They will end soon: this wait needs no limit.
        uploads.wait().await;
    }
}

/// Stands for `TcpListener::accept`.
async fn next_client() {
    sleep(Duration::from_millis(200)).await;
}

#[instrument]
async fn upload(file: &str, ms: u64) {
    sleep(Duration::from_millis(ms)).await;
    println!("{file} uploaded");
}

/// Stands for `tokio::signal::ctrl_c`.
async fn press_ctrl_c(signal: &CancellationToken) {
    sleep(Duration::from_millis(700)).await;
    println!("signal");
    signal.cancel();
}
