//! Handle the requests of one connection four at a time, and answer them in the order in which they came.
//!
//!     cargo run -q -- check channels/in_order

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tracing::instrument;

/// How many requests may be in hand: read, and their answers not sent yet.
const IN_HAND: usize = 4;

/// Answers all requests, in the order in which they came. Each is handled from
/// the moment in which it is read, however slow the client reads its answers; it
/// is answered when it is ready and all before it are answered. Never more than
/// `IN_HAND` requests are in hand, and when there are fewer, the next is read.
/// Returns when no more can come and all answers are sent.
async fn serve(requests: mpsc::Receiver<Request>, answers: mpsc::Sender<String>) {
    todo!("handle {IN_HAND} of {requests:?} at a time, and send what comes of them to {answers:?}")
}

/// Given: what a client asks for.
#[derive(Debug)]
struct Request {
    number: u32,
    seconds: u64,
}

/// Given: handles one request. So many seconds go by in two halves, one for the
/// database and one for the template.
#[instrument]
async fn handle(number: u32, seconds: u64) -> String {
    let half = Duration::from_secs(seconds) / 2;
    sleep(half).await;
    sleep(half).await;
    format!("answer {number}")
}

#[cfg(test)]
mod tests;
