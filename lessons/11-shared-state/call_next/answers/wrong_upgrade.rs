//! Wrong: holds the lock for reading, and waits to get it for writing, which needs all readers gone.
//! Finding: deadlock

use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::RwLock;
use tokio::time::sleep;
use tracing::instrument;

/// Takes the first guest off the list, calls him, and returns him if he answers.
/// Who does not answer is put back, at the end of the list, and the result is
/// `None`; also when the list is empty. While the telephone rings, others must
/// be able to read the list, on which the guest is not. No two desks may call
/// the same guest.
async fn call_next(list: &RwLock<VecDeque<&'static str>>) -> Option<&'static str> {
    let seen = list.read().await;
    let guest = *seen.front()?;
    list.write().await.pop_front();
    if ring(guest).await {
        return Some(guest);
    }
    list.write().await.push_back(guest);
    None
}

/// Given: calls a guest, and lets the telephone ring for a second. Emil does not
/// answer.
#[instrument]
async fn ring(guest: &str) -> bool {
    sleep(Duration::from_secs(1)).await;
    guest != "Emil"
}

#[cfg(test)]
mod tests;
