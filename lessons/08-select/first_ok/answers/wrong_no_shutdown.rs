//! Wrong: the set asks its tasks to stop when it is dropped, and does not wait until they have.
//! Fails: leaves_no_download_behind

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

/// A server, the time that it takes to answer, and whether it has the map.
#[derive(Debug, Clone, Copy)]
struct Mirror {
    name: &'static str,
    seconds: u64,
    has_it: bool,
}

#[derive(Debug)]
struct NoMap;

/// Asks both mirrors at the same time, and returns the map of the first that has
/// it, as soon as it is there. Only if neither has it, there is `None`. No
/// download must outlive this call, whether it returns or is dropped.
async fn first_ok(near: Mirror, far: Mirror) -> Option<String> {
    let mut downloads = JoinSet::from_iter([download(near), download(far)]);
    while let Some(end) = downloads.join_next().await {
        if let Ok(map) = end.expect("no download panics") {
            return Some(map);
        }
    }
    None
}

/// Given: downloads the map from a mirror.
#[instrument(skip_all, fields(name = mirror.name))]
async fn download(mirror: Mirror) -> Result<String, NoMap> {
    sleep(Duration::from_secs(mirror.seconds)).await;
    match mirror.has_it {
        true => Ok(format!("the map from {}", mirror.name)),
        false => Err(NoMap),
    }
}

#[cfg(test)]
mod tests;
