//! A task-local is set while its own future is polled: a task that is spawned there starts without it.
//!
//!     cargo run -q -- run context

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

tokio::task_local! {
    /// The number of the request that is being answered.
    static REQUEST: u32;
}

#[tokio::main]
async fn main() {
    // Two requests in one task: each is polled with its own number set.
    tokio::join!(
        REQUEST.scope(7, answer("first", 2)),
        REQUEST.scope(8, answer("second", 1)),
    );
}

#[instrument]
async fn answer(name: &'static str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
    log(name, "called").await;

    let task = tokio::spawn(log(name, "spawned"));
    task.await.expect("a log does not panic");

    // Read where the number is set, and set again in the task.
    let request = REQUEST.get();
    let call = REQUEST.scope(request, log(name, "spawned with its number"));
    let task = tokio::spawn(call);
    task.await.expect("a log does not panic");
}

#[instrument]
async fn log(name: &str, how: &str) {
    match REQUEST.try_with(|number| *number) {
        Ok(number) => println!("{name}, {how}: request {number}"),
        Err(_) => println!("{name}, {how}: no request"),
    }
}
