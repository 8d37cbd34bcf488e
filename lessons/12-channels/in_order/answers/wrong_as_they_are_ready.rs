//! Wrong: sends each answer when it is ready.
//! Fails: keeps_the_order

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::sleep;
use tracing::instrument;

/// How many requests may be in hand: read, and their answers not sent yet.
const IN_HAND: usize = 4;

/// Answers all requests, in the order in which they came. Each is handled from
/// the moment in which it is read, however slow the client reads its answers; it
/// is answered when it is ready and all before it are answered. Never more than
/// `IN_HAND` requests are in hand, and when there are fewer, the next is read.
/// Returns when no more can come and all answers are sent.
async fn serve(mut requests: mpsc::Receiver<Request>, answers: mpsc::Sender<String>) {
    let permits = Arc::new(Semaphore::new(IN_HAND));
    while let Ok(permit) = Arc::clone(&permits).acquire_owned().await
        && let Some(request) = requests.recv().await
    {
        let answers = answers.clone();
        tokio::spawn(async move {
            let answer = handle(request.number, request.seconds).await;
            let _ = answers.send(answer).await;
            drop(permit);
        });
    }
    // All permits back: all answers sent.
    let _ = permits.acquire_many(IN_HAND as u32).await;
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
