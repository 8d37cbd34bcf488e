//! Wrong: goes on when one boat is missing.

use super::Convoy;

pub async fn wait(convoy: &Convoy) -> bool {
    let number = convoy.comes();
    let last = number.next_multiple_of(convoy.boats);
    convoy.until(last - 1).await;
    number == last
}
