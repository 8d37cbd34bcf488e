//! Wrong: lets the boats go on one after another, a second apart.

use super::Convoy;
use std::time::Duration;
use tokio::time::sleep;

pub async fn wait(convoy: &Convoy) -> bool {
    let number = convoy.comes();
    let last = number.next_multiple_of(convoy.boats);
    convoy.until(last).await;
    sleep(Duration::from_secs((last - number) as u64)).await;
    number == last
}
