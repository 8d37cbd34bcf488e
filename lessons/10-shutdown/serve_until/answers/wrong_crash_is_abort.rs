//! Wrong: takes every task that did not return for one that was aborted.
//! Fails: counts_a_crash

use std::collections::VecDeque;
use std::future::pending;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tracing::instrument;

/// How many clients were served to the end, were refused, crashed, and were
/// aborted.
#[derive(Debug, Default, PartialEq)]
struct Report {
    served: u32,
    refused: u32,
    crashed: u32,
    aborted: u32,
}

/// Serves each client of `listener` in a task of its own, until `signal` is
/// cancelled. From then on each who comes must be refused at once, and those who
/// are served have `grace`, all of them together, to be done; whoever is not is
/// aborted. Returns as soon as nobody is served any more, and not before. The
/// report has each client once. One who crashes is neither served nor aborted,
/// and takes nobody else along.
async fn serve_until(
    signal: CancellationToken,
    grace: Duration,
    listener: &mut Listener,
) -> Report {
    let mut report = Report::default();
    let mut clients = JoinSet::new();
    loop {
        tokio::select! {
            () = signal.cancelled() => break,
            client = listener.accept() => drop(clients.spawn(client.serve())),
            Some(end) = clients.join_next() => report.count(end),
        }
    }

    let mut grace = pin!(sleep(grace));
    while !clients.is_empty() {
        tokio::select! {
            () = &mut grace => break,
            client = listener.accept() => {
                client.refuse();
                report.refused += 1;
            }
            Some(end) = clients.join_next() => report.count(end),
        }
    }

    clients.abort_all();
    while let Some(end) = clients.join_next().await {
        report.count(end);
    }
    report
}

/// Given: the clients that will come, when, and how many seconds each needs. It
/// notes who was served and refused, and at which second.
#[derive(Debug)]
struct Listener {
    start: Instant,
    coming: VecDeque<(u64, &'static str, u64)>,
    notes: Notes,
}

type Notes = Arc<Mutex<Vec<(u64, String)>>>;

impl Listener {
    /// Given: the next client, as soon as it has come. If it is dropped before it
    /// is ready, no client is lost.
    async fn accept(&mut self) -> Client {
        let Some(&(comes, name, seconds)) = self.coming.front() else {
            return pending().await;
        };
        sleep_until(self.start + Duration::from_secs(comes)).await;
        self.coming.pop_front();
        Client {
            name,
            seconds,
            start: self.start,
            notes: Arc::clone(&self.notes),
        }
    }
}

/// Given: a client that waits for an answer.
#[derive(Debug)]
struct Client {
    name: &'static str,
    seconds: u64,
    start: Instant,
    notes: Notes,
}

impl Client {
    /// Given: serves the client, which takes its time. Mallory knows a word that
    /// crashes the server.
    #[instrument(skip(self), fields(name = self.name))]
    async fn serve(self) {
        sleep(Duration::from_secs(self.seconds)).await;
        assert_ne!(self.name, "Mallory", "that was not expected");
        self.note("served");
    }

    /// Given: tells the client that the server is closed.
    fn refuse(self) {
        self.note("refused");
    }

    fn note(&self, what: &str) {
        let second = self.start.elapsed().as_secs();
        let note = (second, format!("{} {what}", self.name));
        self.notes.lock().unwrap().push(note);
    }
}

impl Report {
    fn count(&mut self, end: Result<(), JoinError>) {
        match end {
            Ok(()) => self.served += 1,
            Err(_) => self.aborted += 1,
        }
    }
}

#[cfg(test)]
mod tests;
