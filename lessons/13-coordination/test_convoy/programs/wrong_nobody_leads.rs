//! Wrong: makes no boat the leader.

use super::Convoy;

pub async fn wait(convoy: &Convoy) -> bool {
    let number = convoy.comes();
    let last = number.next_multiple_of(convoy.boats);
    convoy.until(last).await;
    false
}
