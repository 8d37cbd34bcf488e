//! Wrong: leaves the guest on the list while he is called.
//! Fails: lets_others_see_the_list

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
    let guest = *list.read().await.front()?;
    let answers = ring(guest).await;
    let mut list = list.write().await;
    list.retain(|other| *other != guest);
    if answers {
        return Some(guest);
    }
    list.push_back(guest);
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
