//! The wire between a client and a Redis: it passes on what either says, counts it, and can be cut.

use crate::error::Error;
use crate::resp;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What has gone over the wire.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub connections: usize,
    pub commands: usize,
    pub round_trips: usize,
}

/// How the wire is at the moment.
#[derive(Debug, Default)]
pub struct State {
    pub count: Count,
    pub distance: Duration,
    /// No answer before so many commands have come.
    pub held_until: usize,
    pub is_down: bool,
    links: Vec<Link>,
}

/// One connection: the client's half, the server's half, and the thread that brings the answers.
#[derive(Debug)]
struct Link {
    client: TcpStream,
    server: TcpStream,
    is_cut: Arc<AtomicBool>,
    answers: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// A wire, with a port of its own.
#[derive(Debug)]
pub struct Wire {
    place: String,
    shared: Arc<Shared>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wire {
    /// A wire that leads to a place.
    pub fn to(place: &str) -> Result<Wire, Error> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let wire = Wire {
            place: listener.local_addr()?.to_string(),
            shared: Arc::default(),
        };
        let (shared, place) = (wire.shared.clone(), place.to_string());
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let mut state = shared.state();
                state.count.connections += 1;
                shared.changed.notify_all();
                if state.is_down {
                    continue;
                }
                // If there is no server any more, the client finds its connection closed.
                if let Ok(link) = Link::new(client, &place, &shared) {
                    state.links.push(link);
                }
            }
        });
        Ok(wire)
    }

    pub fn place(&self) -> String {
        self.place.clone()
    }

    pub fn count(&self) -> Count {
        self.shared.state().count
    }

    pub fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.shared.state());
        self.shared.changed.notify_all();
    }

    /// Cuts all connections, and returns when the server knows of it.
    pub fn cut(&self) {
        let links = std::mem::take(&mut self.shared.state().links);
        for link in &links {
            link.is_cut.store(true, Ordering::SeqCst);
            // Either may be closed already.
            drop(link.client.shutdown(Shutdown::Both));
            drop(link.server.shutdown(Shutdown::Write));
        }
        self.shared.changed.notify_all();
        for link in links {
            drop(link.answers.join());
        }
    }
}

impl Link {
    fn new(client: TcpStream, place: &str, shared: &Arc<Shared>) -> io::Result<Link> {
        let server = TcpStream::connect(place)?;
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        // Whether there was an answer since the client has last asked.
        let is_answered = Arc::new(AtomicBool::new(true));
        let is_cut = Arc::new(AtomicBool::new(false));
        let asking = Half {
            from: client.try_clone()?,
            to: server.try_clone()?,
            is_answered: is_answered.clone(),
            is_cut: is_cut.clone(),
            shared: shared.clone(),
        };
        let answering = Half {
            from: server.try_clone()?,
            to: client.try_clone()?,
            is_answered,
            is_cut: is_cut.clone(),
            shared: shared.clone(),
        };
        thread::spawn(move || {
            // Ends when either side does.
            drop(asking.ask());
            drop(asking.to.shutdown(Shutdown::Write));
        });
        let answers = thread::spawn(move || {
            drop(answering.answer());
            drop(answering.to.shutdown(Shutdown::Both));
        });
        Ok(Link {
            client,
            server,
            is_cut,
            answers,
        })
    }
}

/// One direction of a connection.
struct Half {
    from: TcpStream,
    to: TcpStream,
    is_answered: Arc<AtomicBool>,
    is_cut: Arc<AtomicBool>,
    shared: Arc<Shared>,
}

impl Half {
    fn ask(&self) -> io::Result<()> {
        let (mut piece, mut unread) = (vec![0; 1 << 16], Vec::new());
        loop {
            let length = (&self.from).read(&mut piece)?;
            if length == 0 {
                return Ok(());
            }
            unread.extend_from_slice(&piece[..length]);
            let mut commands = 0;
            while let Some((words, length)) = resp::command(&unread)? {
                unread.drain(..length);
                commands += usize::from(!introduces_itself(&words));
            }
            let distance = {
                let mut state = self.shared.state();
                state.count.commands += commands;
                if commands > 0 && self.is_answered.swap(false, Ordering::SeqCst) {
                    state.count.round_trips += 1;
                }
                state.distance
            };
            self.shared.changed.notify_all();
            thread::sleep(distance);
            (&self.to).write_all(&piece[..length])?;
        }
    }

    fn answer(&self) -> io::Result<()> {
        let mut piece = vec![0; 1 << 16];
        loop {
            let length = (&self.from).read(&mut piece)?;
            if length == 0 {
                return Ok(());
            }
            let mut state = self.shared.state();
            while state.count.commands < state.held_until && !self.is_cut.load(Ordering::SeqCst) {
                let woken = self.shared.changed.wait(state);
                state = woken.unwrap_or_else(PoisonError::into_inner);
            }
            drop(state);
            // Before the client can know the answer and ask again.
            self.is_answered.store(true, Ordering::SeqCst);
            // A client that is gone needs no answer, but the server's end is still waited for.
            drop((&self.to).write_all(&piece[..length]));
        }
    }
}

/// Whether this is one of the commands that a library sends of itself when it has connected.
fn introduces_itself(words: &[Vec<u8>]) -> bool {
    let name = words
        .first()
        .map_or(Vec::new(), |name| name.to_ascii_uppercase());
    matches!(name.as_slice(), b"HELLO" | b"CLIENT" | b"AUTH" | b"SELECT")
}
