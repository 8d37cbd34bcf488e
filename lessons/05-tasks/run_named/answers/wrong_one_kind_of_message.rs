//! Wrong: looks for one of the two types that the message of a panic has.
//! Fails: reports_every_panic

use futures::future::BoxFuture;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// A job that has not begun: its name, and a future of the number of its pages,
/// in a box.
type Job = (&'static str, BoxFuture<'static, u64>);

/// Runs all `jobs` at the same time, and returns when every one has ended. A
/// panic ends its own job only. The report has every name: with the result of its
/// job, or with a text that contains what its panic said.
async fn run_named(jobs: Vec<Job>) -> BTreeMap<&'static str, Result<u64, String>> {
    let tasks: Vec<_> = jobs
        .into_iter()
        .map(|(name, job)| (name, tokio::spawn(job)))
        .collect();
    let mut report = BTreeMap::new();
    for (name, task) in tasks {
        let end = task.await.map_err(|error| {
            // A text without arguments is a `&str`, and one with arguments is a `String`.
            let message = error.into_panic().downcast::<&str>();
            message.map_or(String::new(), |message| message.to_string())
        });
        report.insert(name, end);
    }
    report
}

/// Given: runs a job, which takes so many seconds. The printer and the fax do not
/// work.
#[instrument]
async fn work(name: &'static str, seconds: u64) -> u64 {
    sleep(Duration::from_secs(seconds)).await;
    match name {
        "print" => panic!("no paper"),
        "fax" => panic!("no answer after {seconds} s"),
        _ => seconds * 10,
    }
}

#[cfg(test)]
mod tests;
