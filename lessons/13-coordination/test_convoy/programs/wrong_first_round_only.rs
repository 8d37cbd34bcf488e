//! Wrong: waits for nobody after the first round.

use super::Convoy;

pub async fn wait(convoy: &Convoy) -> bool {
    let number = convoy.comes();
    convoy.until(convoy.boats).await;
    number.is_multiple_of(convoy.boats)
}
