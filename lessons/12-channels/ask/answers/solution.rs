//! Both waits are one future, for which there is one limit. If it is dropped, so is `reply`, and the librarian sees that.

use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// A question for the librarian, and the place to which its answer goes.
#[derive(Debug)]
struct Question {
    title: String,
    answer: oneshot::Sender<u32>,
}

/// Why there is no answer.
#[derive(Debug, PartialEq)]
enum NoAnswer {
    /// There is no librarian any more: it will never come.
    Gone,
    /// The librarian is there, and it has not come in time.
    Late,
}

/// Asks once on which shelf the book stands. Waits at most `patience`, for a
/// place at the desk and for the answer together. Whether the librarian had gone
/// before, went in the middle or is only late, the error says so, and nothing
/// panics. When it returns without an answer, the librarian can see that nobody
/// waits for it.
async fn ask(
    desk: &mpsc::Sender<Question>,
    title: &str,
    patience: Duration,
) -> Result<u32, NoAnswer> {
    let asked = async {
        let (answer, reply) = oneshot::channel();
        let title = title.to_string();
        let question = Question { title, answer };
        // Nobody is at the desk: the receiver has been dropped.
        desk.send(question).await.map_err(|_| NoAnswer::Gone)?;
        // Nobody will answer: the question has been dropped.
        reply.await.map_err(|_| NoAnswer::Gone)
    };
    timeout(patience, asked)
        .await
        .unwrap_or(Err(NoAnswer::Late))
}

#[cfg(test)]
mod tests;
