//! Wrong: lets the task wait, and waits for its word: the task stays when the caller has gone.
//! Finding: broken_invariant

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tracing::instrument;

/// Waits until a berth is free. Then spawns a task that unloads the ship there,
/// and returns its handle at once. The berth is free again as soon as the task
/// has ended, however it ends, and not before. If the caller gives up while it
/// waits, its ship takes no berth.
async fn admit(berths: &Arc<Semaphore>, ship: Ship) -> JoinHandle<Result<u32, TooHeavy>> {
    let berths = Arc::clone(berths);
    let (tell, told) = oneshot::channel();
    let task = tokio::spawn(async move {
        let _berth = berths.acquire().await.expect("the harbour does not close");
        let _ = tell.send(());
        unload(ship).await
    });
    told.await.expect("the task says when it has a berth");
    task
}

/// Given: a ship, and what is on it.
#[derive(Clone, Copy, Debug)]
struct Ship {
    name: &'static str,
    tons: u32,
}

/// The crane cannot lift it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TooHeavy;

/// Given: unloads a ship, a second for each ton. When it has more than 100, the
/// crane gives up after a second.
#[instrument]
async fn unload(ship: Ship) -> Result<u32, TooHeavy> {
    if ship.tons > 100 {
        sleep(Duration::from_secs(1)).await;
        return Err(TooHeavy);
    }
    sleep(Duration::from_secs(ship.tons.into())).await;
    Ok(ship.tons)
}

#[cfg(test)]
mod tests;
