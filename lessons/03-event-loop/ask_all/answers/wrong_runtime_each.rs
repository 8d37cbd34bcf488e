//! Wrong: builds a runtime for each question.
//! Fails: builds_only_one

use std::time::Duration;
use tokio::runtime::{Builder, Handle};
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// Builds one runtime with `builder`, and on it asks for the prices of all
/// `articles` at the same time. Returns the answers in the order of `articles`.
/// The threads and the clock of `builder` are set. Nothing is enabled yet.
fn ask_all(builder: &mut Builder, articles: &[(&'static str, u64)]) -> Vec<Answer> {
    builder.enable_all();
    articles
        .iter()
        .map(|(article, ms)| {
            let runtime = builder.build().expect("a runtime can be built");
            runtime.block_on(ask(article, *ms))
        })
        .collect()
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
