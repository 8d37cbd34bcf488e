//! Wrong: waits for three boats, however many there are.

use super::Convoy;

pub async fn wait(convoy: &Convoy) -> bool {
    let number = convoy.comes();
    let last = number.next_multiple_of(convoy.boats.min(3));
    convoy.until(last).await;
    number == last
}
