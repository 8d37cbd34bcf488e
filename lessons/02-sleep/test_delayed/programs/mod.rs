// Counts: nothing

//! The programs on which your tests are tried. One is right.

mod right;
mod wrong_always_a_second;
mod wrong_blocks;
mod wrong_not_awaited;
mod wrong_one_message;
mod wrong_rounds_up;

use std::time::Duration;

pub async fn delayed(message: &str, delay: Duration) -> String {
    match &*trials::program() {
        "right" => right::delayed(message, delay).await,
        "wrong_always_a_second" => wrong_always_a_second::delayed(message, delay).await,
        "wrong_blocks" => wrong_blocks::delayed(message, delay).await,
        "wrong_not_awaited" => wrong_not_awaited::delayed(message, delay).await,
        "wrong_one_message" => wrong_one_message::delayed(message, delay).await,
        "wrong_rounds_up" => wrong_rounds_up::delayed(message, delay).await,
        other => panic!("there is no program {other}"),
    }
}
