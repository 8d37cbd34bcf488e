//! Wrong: a stop whose sender has gone never matches, and the sorting goes on.
//! Fails: stops_when_nobody_is_left_to_say_so

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
    loop {
        tokio::select! {
            biased;
            Some(()) = stop.recv() => return,
            letter = letters.recv() => match letter {
                Some(letter) => sort(letter, rack).await,
                None => return,
            },
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
