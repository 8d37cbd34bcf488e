//! Wrong: ends the program as soon as it has the answers.
//! Fails: keeps_the_order

use std::time::Duration;
use tokio::runtime::{Builder, Handle};
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// Builds one runtime with `builder`, and on it asks for the prices of all
/// `articles` at the same time. Returns the answers in the order of `articles`.
/// The threads and the clock of `builder` are set. Nothing is enabled yet.
fn ask_all(builder: &mut Builder, articles: &[(&'static str, u64)]) -> Vec<Answer> {
    let runtime = builder
        .enable_all()
        .build()
        .expect("a runtime can be built");
    let questions: Vec<_> = articles
        .iter()
        .map(|(article, ms)| runtime.spawn(ask(article, *ms)))
        .collect();
    let answers = questions.into_iter().map(|question| {
        let answer = runtime.block_on(question);
        answer.expect("a question does not panic")
    });
    answers.for_each(|answer| println!("{answer:?}"));
    std::process::exit(0)
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
