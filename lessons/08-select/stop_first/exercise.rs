//! Sort letters until you are told to stop, and hear it however many letters there are.
//!
//!     cargo run -q -- check select/stop_first

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tracing::instrument;

/// Sorts the letters into the rack, one after another, until `stop` has a message
/// or its sender is gone, or until there are no more letters to come. After the
/// stop the letter in hand is finished, and no other is begun; where there is no
/// letter, the stop is heard at once.
async fn sort_until(letters: mpsc::Receiver<u32>, stop: mpsc::Receiver<()>, rack: &mut Vec<u32>) {
    todo!(
        "sort letters ({} wait) into {rack:?}; before each, ask `stop` ({} wait)",
        letters.len(),
        stop.len()
    )
}

/// Given: reads the address, and puts the letter into the rack.
#[instrument(skip(rack))]
async fn sort(letter: u32, rack: &mut Vec<u32>) {
    sleep(Duration::from_millis(10)).await;
    rack.push(letter);
}

#[cfg(test)]
mod tests;
