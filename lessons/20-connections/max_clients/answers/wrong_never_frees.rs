//! Wrong: keeps the places in a list.
//! Fails: a_place_is_free_again

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};
use tracing::instrument;

/// Serves the clients of `listener`, each in a task of its own, at most `most` of
/// them at the same time. Whoever comes when all places are taken must be refused
/// at once, and not wait. A place is free again as soon as its client is gone:
/// served, failed or crashed. Returns when no more clients come and the last one
/// is gone, and not before.
async fn serve_at_most(most: usize, listener: &mut Listener) {
    let places = Arc::new(Semaphore::new(most));
    let mut clients = JoinSet::new();
    let mut taken = Vec::new();
    while let Some(client) = listener.accept().await {
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            client.refuse();
            continue;
        };
        taken.push(place);
        clients.spawn(client.serve());
    }
    while clients.join_next().await.is_some() {}
}

/// Given: the clients that will come: when, who, and how many seconds each needs.
#[derive(Debug)]
struct Listener {
    start: Instant,
    coming: VecDeque<(u64, &'static str, u64)>,
    notes: Notes,
}

/// Given: at which second, who, and what happened to it.
type Notes = Arc<Mutex<Vec<(u64, &'static str, &'static str)>>>;

impl Listener {
    /// Given: the next client, when it has come; `None` if there will be none.
    async fn accept(&mut self) -> Option<Client> {
        let (second, name, takes) = self.coming.pop_front()?;
        sleep_until(self.start + Duration::from_secs(second)).await;
        Some(Client {
            name,
            takes: Duration::from_secs(takes),
            start: self.start,
            notes: Arc::clone(&self.notes),
        })
    }
}

/// Given: a client that waits for an answer.
#[derive(Debug)]
struct Client {
    name: &'static str,
    takes: Duration,
    start: Instant,
    notes: Notes,
}

impl Client {
    /// Given: serves the client. Trudy breaks the connection in the middle, and
    /// Mallory knows a word that crashes the server.
    #[instrument(skip(self), fields(name = self.name))]
    async fn serve(self) -> io::Result<()> {
        sleep(self.takes).await;
        match self.name {
            "Trudy" => return Err(ErrorKind::ConnectionReset.into()),
            "Mallory" => panic!("that was not expected"),
            _ => self.note("served"),
        }
        Ok(())
    }

    /// Given: tells the client that all places are taken.
    fn refuse(self) {
        self.note("refused");
    }

    fn note(&self, what: &'static str) {
        let second = self.start.elapsed().as_secs();
        self.notes.lock().unwrap().push((second, self.name, what));
    }
}

#[cfg(test)]
mod tests;
