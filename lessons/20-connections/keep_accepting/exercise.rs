//! Go on accepting clients, whatever goes wrong with one of them, or with the machine.
//!
//!     cargo run -q -- check connections/keep_accepting

use std::collections::VecDeque;
use std::future::pending;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// Accepts one client after the other, and serves each in a task of its own.
///
/// A client that has gone before it was accepted (`is_of_the_client`) changes
/// nothing: the next `accept` must follow at once. After any other failure wait
/// before the next `accept`, since trying again at once would not help: 50 ms,
/// and twice as long after each further one in a row, but at most 1 s. A client
/// that is accepted ends the row.
///
/// Returns the error of the tenth failure in a row, at once, and not before the
/// tenth. Clients that are being served by then are served to the end.
async fn keep_accepting(listener: &mut Listener) -> io::Error {
    // This is how a client is accepted, and how it is served.
    if let Ok(client) = listener.accept().await {
        client.serve().await;
    }
    todo!("accept and serve the clients of {listener:?}")
}

/// Given: whether an error of `accept` is one of that client, not of the server.
fn is_of_the_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
    )
}

/// Given: a listener that knows what its next `accept`s will give, and notes when
/// it was asked.
#[derive(Debug)]
struct Listener {
    next: VecDeque<io::Result<Client>>,
    start: Instant,
    asked: Vec<Duration>,
}

impl Listener {
    /// Given: what comes next; after the last, nothing any more.
    async fn accept(&mut self) -> io::Result<Client> {
        self.asked.push(self.start.elapsed());
        match self.next.pop_front() {
            Some(client) => client,
            None => pending().await,
        }
    }
}

/// Given: a client that has come.
#[derive(Debug)]
struct Client {
    name: &'static str,
    takes: Duration,
    served: Arc<Mutex<Vec<&'static str>>>,
}

impl Client {
    /// Given: serves the client, which takes its time.
    #[instrument(skip(self), fields(name = self.name))]
    async fn serve(self) {
        sleep(self.takes).await;
        self.served.lock().unwrap().push(self.name);
    }
}

#[cfg(test)]
mod tests;
