//! Wrong: takes all letters that are there before it looks at the stop again.
//! Fails: begins_no_letter_after_the_stop

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
            _ = stop.recv() => return,
            letter = letters.recv() => match letter {
                Some(letter) => sort(letter, rack).await,
                None => return,
            },
        }
        while let Ok(letter) = letters.try_recv() {
            sort(letter, rack).await;
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
