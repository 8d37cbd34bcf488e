//! Wrong: awaits each task again after the stop, also one whose end it has heard.
//! Finding: poll_after_ready

use std::collections::BTreeMap;
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
    let mut tasks: Vec<_> = files
        .iter()
        .map(|&(f, s)| tokio::spawn(upload(f, s, disk.clone(), stop.clone())))
        .collect();
    let mut whole = vec![];
    let all = async {
        for t in &mut tasks {
            if let Some(f) = t.await.unwrap() {
                whole.push(f);
            }
        }
    };
    let told = tokio::select! {
        () = all => false,
        () = log_out => true,
        () = server.cancelled() => true,
    };
    if told {
        stop.cancel();
        whole.clear();
        for t in tasks {
            if let Ok(Some(f)) = t.await {
                whole.push(f);
            }
        }
    }
    whole
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
