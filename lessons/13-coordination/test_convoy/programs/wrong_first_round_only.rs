//! Wrong: waits for nobody after the first round.

use super::Convoy;

pub async fn wait(convoy: &Convoy) -> bool {
    let number = convoy.comes();
    convoy.until(convoy.boats).await;
    number % convoy.boats == 0
}
