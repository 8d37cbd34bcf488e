//! Wrong: asks every 100 ms whether it is time to stop, and who has ended, instead of being told.
//! Fails: aborts_when_the_grace_is_over

use std::collections::VecDeque;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;
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
    use tokio::task::JoinSet;
    use tokio::time::timeout;
    let (mut tasks, mut report) = (JoinSet::new(), Report::default());
    let often = Duration::from_millis(100);
    while !signal.is_cancelled() {
        if let Ok(client) = timeout(often, listener.accept()).await {
            tasks.spawn(client.serve());
        }
    }
    let mut ends = Vec::new();
    let over = Instant::now() + grace;
    while !tasks.is_empty() && Instant::now() < over {
        if let Ok(client) = timeout(often, listener.accept()).await {
            client.refuse();
            report.refused += 1;
        }
        while let Some(end) = tasks.try_join_next() {
            ends.push(end);
        }
    }
    tasks.abort_all();
    while let Some(end) = tasks.join_next().await {
        ends.push(end);
    }
    for end in ends {
        match end {
            Ok(()) => report.served += 1,
            Err(error) if error.is_panic() => report.crashed += 1,
            Err(_) => report.aborted += 1,
        }
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

#[cfg(test)]
mod tests;
