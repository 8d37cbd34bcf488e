//! Wrong: reads on and on before anybody takes something out of the line.
//! Finding: deadlock

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
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
    let (line, mut tasks) = mpsc::channel::<JoinHandle<String>>(IN_HAND - 1);
    while let Some(request) = requests.recv().await {
        let task = tokio::spawn(handle(request.number, request.seconds));
        let _ = line.send(task).await;
    }
    drop(line);
    while let Some(task) = tasks.recv().await {
        let answer = task.await.expect("no request panics");
        let _ = answers.send(answer).await;
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
