//! Wrong: waits for the others for an hour, and not longer.

use super::Convoy;
use std::time::Duration;
use tokio::time::timeout;

pub async fn wait(convoy: &Convoy) -> bool {
    let number = convoy.comes();
    let last = number.next_multiple_of(convoy.boats);
    let _ = timeout(Duration::from_secs(3600), convoy.until(last)).await;
    number == last
}
