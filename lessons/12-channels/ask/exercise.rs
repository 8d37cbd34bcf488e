//! Ask the librarian a question, and learn in time that there will be no answer.
//!
//!     cargo run -q -- check channels/ask

use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

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
    todo!("ask at {desk:?} for {title:?}, and wait at most {patience:?}")
}

#[cfg(test)]
mod tests;
