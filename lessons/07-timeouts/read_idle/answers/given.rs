//! Listen to a radio until it signs off, is silent for too long, or has taken too much of your time.
//!
//!     cargo run -q -- check timeouts/read_idle

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// Why you no longer listen.
#[derive(Debug, PartialEq)]
enum End {
    /// The radio has signed off.
    Over,
    /// Nothing was said for too long.
    Silence,
    /// There is no more time, whatever is still to be said.
    TimeUp,
}

/// Listens to `radio`, and returns each word that was heard, in order, and why
/// there are no more. Stops at once when the radio signs off; when for the time
/// `idle` no word has come, counted from the last word, or from the call; and
/// when `overall` has passed since the call, at the latest.
async fn read_idle(
    mut radio: Radio,
    idle: Duration,
    overall: Duration,
) -> (Vec<&'static str>, End) {
    let word = radio.next().await;
    todo!("after {word:?}, go on, but with {idle:?} for a pause and {overall:?} for all of it")
}

/// Given: a radio that says these words, each after a pause of so many
/// milliseconds, and signs off.
struct Radio(VecDeque<(u64, &'static str)>);

impl Radio {
    /// Waits for the next word. There is none when the radio has signed off.
    async fn next(&mut self) -> Option<&'static str> {
        let (pause, word) = self.0.pop_front()?;
        Some(say(word, pause).await)
    }
}

#[instrument]
async fn say(word: &'static str, pause: u64) -> &'static str {
    sleep(Duration::from_millis(pause)).await;
    word
}

#[cfg(test)]
mod tests;
