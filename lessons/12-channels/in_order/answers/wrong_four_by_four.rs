//! Wrong: reads the next four when the last of four is answered.
//! Fails: reads_the_next_as_soon_as_one_is_answered

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
async fn serve(mut requests: mpsc::Receiver<Request>, answers: mpsc::Sender<String>) {
    loop {
        let mut tasks = Vec::new();
        while tasks.len() < IN_HAND
            && let Ok(request) = requests.try_recv()
        {
            tasks.push(tokio::spawn(handle(request.number, request.seconds)));
        }
        if tasks.is_empty() {
            let Some(request) = requests.recv().await else {
                return;
            };
            tasks.push(tokio::spawn(handle(request.number, request.seconds)));
        }
        for task in tasks {
            let answer = task.await.expect("no request panics");
            let _ = answers.send(answer).await;
        }
    }
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
