//! Wrong: has a leader in the first round only.

use super::Convoy;

pub async fn wait(convoy: &Convoy) -> bool {
    let number = convoy.comes();
    let last = number.next_multiple_of(convoy.boats);
    convoy.until(last).await;
    number == convoy.boats
}
