//! Wrong: takes a client that has gone for a failure of the server, and returns.
//! Fails: a_client_that_has_gone_changes_nothing

use std::collections::VecDeque;
use std::future::pending;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

const SHORTEST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(1);
const MOST: u32 = 10;

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
    let mut in_a_row = 0;
    let mut pause = SHORTEST;
    loop {
        let error = match listener.accept().await {
            Ok(client) => {
                tokio::spawn(client.serve());
                (in_a_row, pause) = (0, SHORTEST);
                continue;
            }
            Err(error) if is_of_the_client(&error) => return error,
            Err(error) => error,
        };
        in_a_row += 1;
        if in_a_row == MOST {
            return error;
        }
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST);
    }
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
