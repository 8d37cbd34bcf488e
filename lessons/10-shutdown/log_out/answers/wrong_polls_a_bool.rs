//! Wrong: asks every 100 ms whether somebody has cancelled, instead of being told.
//! Fails: stops_when_the_server_closes

use futures::future::join_all;
use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::instrument;

/// Uploads all `files` of a user at the same time, and returns the names of those
/// that are whole, in the order of `files`. As soon as the user logs out or the
/// server closes, the uploads must stop, and each must remove its half before you
/// return. Whoever logs out must not stop anybody else; and you must not wait for
/// a user who has nothing more to upload.
async fn session(
    files: &[(&'static str, u64)],
    disk: &Disk,
    log_out: impl Future<Output = ()>,
    server: &CancellationToken,
) -> Vec<&'static str> {
    let stop = CancellationToken::new();
    let uploads = join_all(
        files
            .iter()
            .map(|&(file, seconds)| upload(file, seconds, disk.clone(), stop.clone())),
    );
    let mut uploads = pin!(uploads);
    let mut log_out = pin!(log_out);
    let ends = loop {
        tokio::select! {
            ends = &mut uploads => break ends,
            () = &mut log_out, if !stop.is_cancelled() => stop.cancel(),
            () = sleep(Duration::from_millis(100)), if !stop.is_cancelled() => {
                if server.is_cancelled() {
                    stop.cancel();
                }
            }
        }
    };
    ends.into_iter().flatten().collect()
}

/// Given: uploads a file, which takes so many seconds. If `stop` is cancelled
/// before, it removes the half that is there, which takes another second.
#[instrument(skip(disk, stop))]
async fn upload(
    file: &'static str,
    seconds: u64,
    disk: Disk,
    stop: CancellationToken,
) -> Option<&'static str> {
    disk.put(file, "half");
    let whole = sleep(Duration::from_secs(seconds));
    if stop.run_until_cancelled(whole).await.is_some() {
        disk.put(file, "whole");
        return Some(file);
    }
    sleep(Duration::from_secs(1)).await;
    disk.remove(file);
    None
}

/// Given: the files on it, and how much is there of each. A clone is the same
/// disk.
#[derive(Clone, Debug, Default)]
struct Disk(Arc<Mutex<BTreeMap<&'static str, &'static str>>>);

impl Disk {
    fn put(&self, file: &'static str, how_much: &'static str) {
        self.0.lock().unwrap().insert(file, how_much);
    }

    fn remove(&self, file: &'static str) {
        self.0.lock().unwrap().remove(file);
    }
}

#[cfg(test)]
mod tests;
