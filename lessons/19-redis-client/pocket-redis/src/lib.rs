//! A small Redis in this process, so that nothing need be installed; or, if `REDIS_URL` is set, the one at that address.
//!
//! Between the client and either of them lies a wire that can be watched and cut: it counts connections and round
//! trips, adds distance, holds answers back, hangs up. Client, wire and server speak over real sockets.
//!
//! Wire and server have threads of their own and know nothing of Tokio, so that a program that blocks its own thread
//! does not block them, and a recorded run shows the client alone.
#![warn(missing_docs)]

mod address;
mod error;
mod pocket;
mod resp;
mod wire;

#[cfg(test)]
mod tests;

pub use error::Error;

use address::Address;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use wire::Wire;

/// A Redis to talk to, and the wire that leads to it.
#[derive(Debug)]
pub struct Server {
    address: Address,
    wire: Wire,
    /// What all its keys begin with, where others may have theirs.
    prefix: String,
}

/// Starts the small Redis of this process; or finds the one at `REDIS_URL`, and asks it whether it is there.
pub fn start() -> Result<Server, Error> {
    match std::env::var("REDIS_URL") {
        Ok(url) => at(&url),
        Err(_) => Server::new(pocket::start()?, String::new()),
    }
}

/// The Redis at an address such as `redis://user:password@host:6379/0`.
pub fn at(url: &str) -> Result<Server, Error> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let prefix = format!("see-async-run:{}:{count}:", process::id());
    let server = Server::new(Address::read(url)?, prefix)?;
    server.address.ask(&["PING"])?;
    Ok(server)
}

impl Server {
    fn new(address: Address, prefix: String) -> Result<Server, Error> {
        Ok(Server {
            wire: Wire::to(&address.place)?,
            address,
            prefix,
        })
    }

    /// The address for the client.
    pub fn url(&self) -> String {
        self.address.url_of(&self.wire.place())
    }

    /// A key, or a channel, that nobody else uses: the name itself, unless the Redis is not ours alone.
    /// Keys that begin so are deleted when the `Server` is dropped.
    pub fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Asks past the wire, without a client: `server.ask(&["GET", "tea"])`. Nothing is `"nil"`, a list is its items
    /// with spaces between them.
    ///
    /// # Panics
    /// Panics if the server does not answer, or with an error.
    pub fn ask(&self, command: &[&str]) -> String {
        self.address
            .ask(command)
            .unwrap_or_else(|e| panic!("{}: {e}", command.join(" ")))
    }

    /// How many connections there have been so far.
    pub fn connections(&self) -> usize {
        self.wire.count().connections
    }

    /// How many commands have come so far, but for those with which a client introduces itself.
    pub fn commands(&self) -> usize {
        self.wire.count().commands
    }

    /// How often a client has asked, waited and been answered so far. Several commands that are sent before the first
    /// answer is back share a round trip.
    pub fn round_trips(&self) -> usize {
        self.wire.count().round_trips
    }

    /// Makes the way to the server longer: what the client sends takes so much time.
    pub fn move_away(&self, distance: Duration) {
        self.wire.set(|state| state.distance = distance);
    }

    /// A gate: from now on there is no answer until so many more commands have come.
    pub fn hold(&self, commands: usize) {
        self.wire
            .set(|state| state.held_until = state.count.commands + commands);
    }

    /// Cuts all connections. A new one finds the server again.
    pub fn cut(&self) {
        self.wire.cut();
    }

    /// Cuts all connections, and each new one as soon as it is made, until `pick_up`.
    pub fn hang_up(&self) {
        self.wire.set(|state| state.is_down = true);
        self.wire.cut();
    }

    /// Takes connections again.
    pub fn pick_up(&self) {
        self.wire.set(|state| state.is_down = false);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.wire.cut();
        if !self.prefix.is_empty() {
            // Nobody is left to tell if the Redis has gone away in the meantime.
            let keys = self.address.ask(&["KEYS", &format!("{}*", self.prefix)]);
            for key in keys.unwrap_or_default().split_whitespace() {
                drop(self.address.ask(&["DEL", key]));
            }
        }
    }
}
