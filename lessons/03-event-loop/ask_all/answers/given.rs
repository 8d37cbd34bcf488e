//! Ask for all prices from a function that is not async: on one runtime, all at the same time.
//!
//!     cargo run -q -- check event-loop/ask_all

use std::time::Duration;
use tokio::runtime::{Builder, Handle};
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// Builds one runtime with `builder`, and on it asks for the prices of all
/// `articles` at the same time. Returns the answers in the order of `articles`.
/// The threads and the clock of `builder` are set. Nothing is enabled yet.
fn ask_all(builder: &mut Builder, articles: &[(&'static str, u64)]) -> Vec<Answer> {
    let _ = builder; // Nothing is built with it yet.
    todo!("build a runtime with `builder`, and ask for {articles:?} on it")
}

/// Given: what is known of an answer.
#[derive(Debug)]
struct Answer {
    article: &'static str,
    asked: Instant,
    came: Instant,
    /// The runtime on which the question was asked.
    runtime: Handle,
}

/// Given: asks for a price, which takes so many milliseconds.
#[instrument]
async fn ask(article: &'static str, ms: u64) -> Answer {
    let asked = Instant::now();
    sleep(Duration::from_millis(ms)).await;
    Answer {
        article,
        asked,
        came: Instant::now(),
        runtime: Handle::current(),
    }
}

#[cfg(test)]
mod tests;
