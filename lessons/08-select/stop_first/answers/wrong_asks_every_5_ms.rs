//! Wrong: asks both channels every 5 ms, instead of being told, and so is late.
//! Fails: hears_the_stop_where_there_is_no_letter

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tracing::instrument;

/// Sorts the letters into the rack, one after another, until `stop` has a message
/// or its sender is gone, or until there are no more letters to come. After the
/// stop the letter in hand is finished, and no other is begun; where there is no
/// letter, the stop is heard at once.
async fn sort_until(
    mut letters: mpsc::Receiver<u32>,
    mut stop: mpsc::Receiver<()>,
    rack: &mut Vec<u32>,
) {
    use mpsc::error::TryRecvError;
    loop {
        match stop.try_recv() {
            Err(TryRecvError::Empty) => {}
            _ => return,
        }
        match letters.try_recv() {
            Ok(letter) => sort(letter, rack).await,
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => sleep(Duration::from_millis(5)).await,
        }
    }
}

/// Given: reads the address, and puts the letter into the rack.
#[instrument(skip(rack))]
async fn sort(letter: u32, rack: &mut Vec<u32>) {
    sleep(Duration::from_millis(10)).await;
    rack.push(letter);
}

#[cfg(test)]
mod tests;
