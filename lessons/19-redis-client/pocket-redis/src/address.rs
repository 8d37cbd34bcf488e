//! Where a Redis is, and how to ask it without a client.

use crate::error::Error;
use crate::resp::{self, Reply};
use std::io::{BufReader, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

/// `redis://user:password@host:6379/0?protocol=resp3`, in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `user:password@`, or nothing.
    credentials: String,
    /// `host:6379`.
    pub place: String,
    /// `/0?protocol=resp3`, or nothing.
    rest: String,
}

impl Address {
    pub fn of_place(place: String) -> Address {
        let (credentials, rest) = Default::default();
        Address {
            credentials,
            place,
            rest,
        }
    }

    pub fn read(url: &str) -> Result<Address, Error> {
        let Some(address) = url.strip_prefix("redis://") else {
            // What it is may hold a password, and is not repeated.
            let example = "redis://127.0.0.1:6379";
            return Err(Error(format!(
                "REDIS_URL must begin with redis://, as in {example}"
            )));
        };
        let end = address.find(['/', '?']).unwrap_or(address.len());
        let (authority, rest) = address.split_at(end);
        let (credentials, place) = match authority.rsplit_once('@') {
            Some((credentials, place)) => (format!("{credentials}@"), place),
            None => (String::new(), authority),
        };
        let is_port = |port: &str| port.parse::<u16>().is_ok();
        let place = match place.rsplit_once(':') {
            Some((host, port)) if is_port(port) && !host.is_empty() => place.into(),
            None if !place.is_empty() => format!("{place}:6379"),
            _ => {
                return Err(Error(format!(
                    "REDIS_URL has `{place}` where a host and a port are expected"
                )));
            }
        };
        Ok(Address {
            credentials,
            place,
            rest: rest.into(),
        })
    }

    /// The same, but at another place.
    pub fn url_of(&self, place: &str) -> String {
        format!("redis://{}{place}{}", self.credentials, self.rest)
    }

    /// What a client says first: who it is, and which database it means.
    pub fn introduction(&self) -> Vec<Vec<&str>> {
        let mut commands = Vec::new();
        if let Some((user, password)) = self.credentials.trim_end_matches('@').split_once(':') {
            let names = [user, password].into_iter().filter(|name| !name.is_empty());
            commands.push(["AUTH"].into_iter().chain(names).collect());
        }
        let database = self.rest.trim_start_matches('/');
        let database = database.split('?').next().unwrap_or_default();
        if !database.is_empty() {
            commands.push(vec!["SELECT", database]);
        }
        commands
    }

    /// Asks one thing on a connection of its own.
    pub fn ask(&self, command: &[&str]) -> Result<String, Error> {
        let place = &self.place;
        let in_vain = |e| Error(format!("nobody answers at {place}: {e}"));
        let stream = connect(place).map_err(in_vain)?;
        let mut commands = self.introduction();
        commands.push(command.to_vec());
        let mut answers = BufReader::new(&stream);
        let mut answer = String::new();
        for command in commands {
            (&stream)
                .write_all(&resp::encoded(&command))
                .map_err(in_vain)?;
            answer = Reply::read(&mut answers)
                .map_err(in_vain)?
                .map_err(|why| Error(format!("Redis at {place} says: {why}")))?;
        }
        Ok(answer)
    }
}

/// Connects, and does not wait for ever for an answer.
fn connect(place: &str) -> std::io::Result<TcpStream> {
    let mut last = std::io::ErrorKind::NotFound.into();
    for address in place.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(stream) => {
                stream.set_read_timeout(Some(PATIENCE))?;
                return Ok(stream);
            }
            Err(e) => last = e,
        }
    }
    Err(last)
}
