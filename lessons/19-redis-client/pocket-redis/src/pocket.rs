//! The small Redis itself: as much of it as the chapter needs, with its words and its errors.

use crate::address::Address;
use crate::error::Error;
use crate::resp::{self, Reply};
use std::collections::{HashMap, VecDeque};
use std::io::{self, Read, Write};
use std::mem;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Whoever waits at an empty list looks this often whether his client is still there.
const LOOK: Duration = Duration::from_millis(10);

/// The one script that it runs: delete the key if it holds this value.
const COMPARE_AND_DELETE: &str = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

/// Starts it on a free port. Its threads end with the process.
pub fn start() -> Result<Address, Error> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let place = listener.local_addr()?.to_string();
    thread::spawn(move || {
        let store: Arc<Store> = Arc::default();
        for stream in listener.incoming().flatten() {
            let store = store.clone();
            thread::spawn(move || {
                // A client that goes away in the middle is nothing to tell anybody.
                drop(serve(stream, &store));
            });
        }
    });
    Ok(Address::of_place(place))
}

#[derive(Debug, Default)]
struct Store {
    data: Mutex<Data>,
    pushed: Condvar,
}

impl Store {
    /// Changes the data, and gives what was pushed to those who wait for it, with nobody in between.
    fn change<T>(&self, change: impl FnOnce(&mut Data) -> T) -> T {
        let mut data = lock(&self.data);
        let changed = change(&mut data);
        data.give();
        drop(data);
        self.pushed.notify_all();
        changed
    }
}

#[derive(Debug, Default)]
struct Data {
    entries: HashMap<Vec<u8>, Entry>,
    /// Who listens to a channel.
    listeners: HashMap<Vec<u8>, Vec<Arc<Peer>>>,
    /// Who waits at empty lists, the first first.
    waiters: Vec<Waiter>,
    /// How many have come to wait so far.
    waited: u64,
}

#[derive(Debug)]
struct Waiter {
    number: u64,
    stream: TcpStream,
    keys: Vec<Vec<u8>>,
    is_front: bool,
    /// What he was given. His own thread takes it to him.
    given: Option<Reply>,
}

#[derive(Debug)]
struct Entry {
    value: Value,
    expires: Option<Instant>,
}

#[derive(Debug)]
enum Value {
    Text(Vec<u8>),
    List(VecDeque<Vec<u8>>),
}

/// The client at the other end of a connection.
#[derive(Debug)]
struct Peer {
    stream: Mutex<TcpStream>,
    speaks_the_third: AtomicBool,
}

impl Peer {
    fn tell(&self, reply: &Reply) -> io::Result<()> {
        let text = reply.encoded(self.speaks_the_third.load(Ordering::SeqCst));
        lock(&self.stream).write_all(&text)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(mut stream: TcpStream, store: &Store) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let peer = Arc::new(Peer {
        stream: Mutex::new(stream.try_clone()?),
        speaks_the_third: AtomicBool::new(false),
    });
    let served = converse(&mut stream, &peer, store);
    for listeners in lock(&store.data).listeners.values_mut() {
        listeners.retain(|other| !Arc::ptr_eq(other, &peer));
    }
    served
}

fn converse(stream: &mut TcpStream, peer: &Arc<Peer>, store: &Store) -> io::Result<()> {
    let (mut piece, mut unread) = (vec![0; 1 << 16], Vec::new());
    // The commands since MULTI.
    let mut queued: Option<Vec<Vec<Vec<u8>>>> = None;
    loop {
        while let Some((words, length)) = resp::command(&unread)? {
            unread.drain(..length);
            let name = words.first().cloned().unwrap_or_default();
            let name = String::from_utf8_lossy(&name).to_uppercase();
            match (name.as_str(), &mut queued) {
                ("MULTI", None) => {
                    queued = Some(Vec::new());
                    peer.tell(&Reply::Word("OK"))?;
                }
                ("EXEC", Some(commands)) => {
                    let run = |data: &mut Data| commands.iter().map(|w| data.run(w)).collect();
                    let replies = store.change(run);
                    queued = None;
                    peer.tell(&Reply::Array(replies))?;
                }
                ("DISCARD", Some(_)) => {
                    queued = None;
                    peer.tell(&Reply::Word("OK"))?;
                }
                (_, Some(commands)) => {
                    commands.push(words);
                    peer.tell(&Reply::Word("QUEUED"))?;
                }
                ("HELLO", None) => peer.tell(&hello(peer, &words))?,
                ("SUBSCRIBE" | "UNSUBSCRIBE", None) => {
                    lock(&store.data).subscribe(peer, &name, &words[1..])?;
                }
                ("BLPOP" | "BRPOP", None) => {
                    let Some(reply) = wait_at_lists(stream, store, &words) else {
                        return Ok(());
                    };
                    peer.tell(&reply)?;
                }
                _ => {
                    let reply = store.change(|data| data.run(&words));
                    peer.tell(&reply)?;
                }
            }
        }
        let length = stream.read(&mut piece)?;
        if length == 0 {
            return Ok(());
        }
        unread.extend_from_slice(&piece[..length]);
    }
}

fn hello(peer: &Peer, words: &[Vec<u8>]) -> Reply {
    let version = words.get(1).map_or(&b"2"[..], |version| version);
    if !matches!(version, b"2" | b"3") {
        return Reply::Error("NOPROTO unsupported protocol version".into());
    }
    let is_third = version == b"3";
    peer.speaks_the_third.store(is_third, Ordering::SeqCst);
    Reply::Map(vec![
        Reply::text("server"),
        Reply::text("redis"),
        Reply::text("version"),
        Reply::text("7.0.0"),
        Reply::text("proto"),
        Reply::Number(if is_third { 3 } else { 2 }),
        Reply::text("mode"),
        Reply::text("standalone"),
        Reply::text("role"),
        Reply::text("master"),
    ])
}

/// `BLPOP key … seconds`; nothing if the client goes away while it waits.
fn wait_at_lists(stream: &TcpStream, store: &Store, words: &[Vec<u8>]) -> Option<Reply> {
    let [name, keys @ .., seconds] = words else {
        return Some(wrong_number("blpop"));
    };
    let seconds: f64 = String::from_utf8_lossy(seconds).parse().unwrap_or(-1.0);
    if seconds < 0.0 || keys.is_empty() {
        return Some(Reply::Error(
            "ERR timeout is not a float or out of range".into(),
        ));
    }
    let until = (seconds > 0.0).then(|| Instant::now() + Duration::from_secs_f64(seconds));
    let is_front = name.eq_ignore_ascii_case(b"BLPOP");
    let mut data = lock(&store.data);
    if let Some(reply) = data.pop_first(keys, is_front) {
        return Some(reply);
    }
    let number = data.wait(stream.try_clone().ok()?, keys, is_front);
    loop {
        let (woken, _) = store
            .pushed
            .wait_timeout(data, LOOK)
            .unwrap_or_else(PoisonError::into_inner);
        data = woken;
        let is_late = until.is_some_and(|until| until <= Instant::now());
        let is_gone = is_gone(stream);
        let is_over = |waiter: &mut Waiter| {
            waiter.number == number && (waiter.given.is_some() || is_late || is_gone)
        };
        if let Some(waiter) = data.waiters.extract_if(.., is_over).next() {
            return waiter.given.or((!is_gone).then_some(Reply::Nil));
        }
    }
}

/// Whether the other side has closed the connection. What it has sent is left where it is.
fn is_gone(stream: &TcpStream) -> bool {
    if stream.set_nonblocking(true).is_err() {
        return true;
    }
    let seen = stream.peek(&mut [0]);
    if stream.set_nonblocking(false).is_err() {
        return true;
    }
    match seen {
        Ok(length) => length == 0,
        Err(e) => e.kind() != io::ErrorKind::WouldBlock,
    }
}

fn wrong_number(name: &str) -> Reply {
    Reply::Error(format!(
        "ERR wrong number of arguments for '{}' command",
        name.to_lowercase()
    ))
}

fn wrong_kind() -> Reply {
    Reply::Error("WRONGTYPE Operation against a key holding the wrong kind of value".into())
}

fn no_number() -> Reply {
    Reply::Error("ERR value is not an integer or out of range".into())
}

fn number(text: &[u8]) -> Result<i64, Reply> {
    std::str::from_utf8(text)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(no_number)
}

fn optional(text: Option<Vec<u8>>) -> Reply {
    text.map_or(Reply::Nil, Reply::Text)
}

fn count(count: usize) -> Reply {
    Reply::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

impl Data {
    fn run(&mut self, words: &[Vec<u8>]) -> Reply {
        let now = Instant::now();
        self.entries
            .retain(|_, entry| entry.expires.is_none_or(|expires| now < expires));
        let Some((name, arguments)) = words.split_first() else {
            return Reply::Error("ERR empty command".into());
        };
        let name = String::from_utf8_lossy(name).to_uppercase();
        let arguments: Vec<&[u8]> = arguments.iter().map(Vec::as_slice).collect();
        self.command(&name, &arguments).unwrap_or_else(|why| why)
    }

    fn command(&mut self, name: &str, arguments: &[&[u8]]) -> Result<Reply, Reply> {
        Ok(match (name, arguments) {
            ("PING", []) => Reply::Word("PONG"),
            ("PING" | "ECHO", [text]) => Reply::text(text),
            ("CLIENT" | "SELECT", _) => Reply::Word("OK"),
            ("AUTH", _) => Reply::Error(
                "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?".into(),
            ),
            ("GET", [key]) => optional(self.text(key)?),
            ("GETDEL", [key]) => {
                let text = self.text(key)?;
                self.entries.remove(*key);
                optional(text)
            }
            ("SET", [key, value, options @ ..]) => self.set(key, value, options)?,
            ("SETNX", [key, value]) => {
                let is_free = !self.entries.contains_key(*key);
                if is_free {
                    self.put(key, value, None);
                }
                Reply::Number(is_free.into())
            }
            ("SETEX", [key, seconds, value]) => self.set(key, value, &[b"EX", seconds])?,
            ("PSETEX", [key, ms, value]) => self.set(key, value, &[b"PX", ms])?,
            ("MGET", [_, ..]) => {
                let texts = arguments.iter().map(|key| optional(self.text(key).unwrap_or(None)));
                Reply::Array(texts.collect())
            }
            ("MSET" | "MSETNX", pairs) if !pairs.is_empty() && pairs.len() % 2 == 0 => {
                let mut keys = pairs.iter().step_by(2);
                if name == "MSETNX" && keys.any(|key| self.entries.contains_key(*key)) {
                    return Ok(Reply::Number(0));
                }
                for pair in pairs.chunks(2) {
                    self.put(pair[0], pair[1], None);
                }
                if name == "MSET" { Reply::Word("OK") } else { Reply::Number(1) }
            }
            ("DEL" | "UNLINK", [_, ..]) => {
                let there = |key: &&&[u8]| self.entries.remove(**key).is_some();
                count(arguments.iter().filter(there).count())
            }
            ("EXISTS", [_, ..]) => {
                let there = |key: &&&[u8]| self.entries.contains_key(**key);
                count(arguments.iter().filter(there).count())
            }
            ("KEYS", [pattern]) => {
                // As far as a prefix goes.
                let prefix = pattern.strip_suffix(b"*").unwrap_or(pattern);
                let keys = self.entries.keys().filter(|key| key.starts_with(prefix));
                Reply::Array(keys.map(Reply::text).collect())
            }
            ("INCR", [key]) => self.add(key, 1)?,
            ("DECR", [key]) => self.add(key, -1)?,
            ("INCRBY", [key, by]) => self.add(key, number(by)?)?,
            ("DECRBY", [key, by]) => self.add(key, number(by)?.checked_neg().ok_or_else(no_number)?)?,
            ("EXPIRE", [key, seconds]) => self.expire(key, number(seconds)?.saturating_mul(1000)),
            ("PEXPIRE", [key, ms]) => self.expire(key, number(ms)?),
            ("PERSIST", [key]) => {
                let entry = self.entries.get_mut(*key);
                Reply::Number(entry.is_some_and(|entry| entry.expires.take().is_some()).into())
            }
            ("TTL" | "PTTL", [key]) => Reply::Number(match self.entries.get(*key) {
                None => -2,
                Some(Entry { expires: None, .. }) => -1,
                Some(Entry { expires: Some(expires), .. }) => {
                    let ms = expires.saturating_duration_since(Instant::now()).as_millis();
                    let ms = i64::try_from(ms).unwrap_or(i64::MAX);
                    if name == "TTL" { (ms + 500) / 1000 } else { ms }
                }
            }),
            ("LPUSH" | "RPUSH", [key, items @ ..]) if !items.is_empty() => {
                let list = self.list(key)?;
                for item in items {
                    match name {
                        "LPUSH" => list.push_front(item.to_vec()),
                        _ => list.push_back(item.to_vec()),
                    }
                }
                count(list.len())
            }
            ("LPOP" | "RPOP", [key]) => optional(self.pop(key, name == "LPOP")?),
            ("LLEN", [key]) => match self.entries.contains_key(*key) {
                true => count(self.list(key)?.len()),
                false => Reply::Number(0),
            },
            ("PUBLISH", [channel, message]) => self.publish(channel, message),
            ("PUBSUB", [what, channels @ ..]) if what.eq_ignore_ascii_case(b"NUMSUB") => {
                let counts = channels.iter().flat_map(|channel| {
                    let listeners = self.listeners.get(*channel).map_or(0, Vec::len);
                    [Reply::text(channel), count(listeners)]
                });
                Reply::Array(counts.collect())
            }
            ("EVAL", [script, b"1", key, value]) => {
                let plain = |script: &[u8]| {
                    let script = String::from_utf8_lossy(script).replace('"', "'");
                    script.split_whitespace().collect::<String>()
                };
                if plain(script) != plain(COMPARE_AND_DELETE.as_bytes()) {
                    return Err(Reply::Error(
                        "ERR the small Redis of this process runs one script only, compare and delete: see REDIS_URL".into(),
                    ));
                }
                let is_it = self.text(key)?.is_some_and(|text| text == *value);
                if is_it {
                    self.entries.remove(*key);
                }
                Reply::Number(is_it.into())
            }
            _ if KNOWN.contains(&name) => wrong_number(name),
            _ => Reply::Error(format!(
                "ERR unknown command '{name}' to the small Redis of this process: see REDIS_URL"
            )),
        })
    }

    fn text(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Reply> {
        match self.entries.get(key).map(|entry| &entry.value) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text.clone())),
            Some(Value::List(_)) => Err(wrong_kind()),
        }
    }

    fn put(&mut self, key: &[u8], value: &[u8], expires: Option<Instant>) {
        let value = Value::Text(value.to_vec());
        self.entries.insert(key.to_vec(), Entry { value, expires });
    }

    fn set(&mut self, key: &[u8], value: &[u8], options: &[&[u8]]) -> Result<Reply, Reply> {
        let syntax = || Reply::Error("ERR syntax error".into());
        let is_there = self.entries.contains_key(key);
        let (mut expires, mut may) = (None, true);
        let mut options = options.iter();
        while let Some(option) = options.next() {
            match option.to_ascii_uppercase().as_slice() {
                b"NX" => may = !is_there,
                b"XX" => may = is_there,
                b"KEEPTTL" => expires = self.entries.get(key).and_then(|entry| entry.expires),
                unit @ (b"EX" | b"PX") => {
                    let time = number(options.next().ok_or_else(syntax)?)?;
                    let time = u64::try_from(time).ok().filter(|time| *time > 0);
                    let time = time.ok_or_else(|| {
                        Reply::Error("ERR invalid expire time in 'set' command".into())
                    })?;
                    let time = match unit {
                        b"EX" => Duration::from_secs(time),
                        _ => Duration::from_millis(time),
                    };
                    expires = Instant::now().checked_add(time);
                }
                _ => return Err(syntax()),
            }
        }
        if !may {
            return Ok(Reply::Nil);
        }
        self.put(key, value, expires);
        Ok(Reply::Word("OK"))
    }

    fn add(&mut self, key: &[u8], by: i64) -> Result<Reply, Reply> {
        let before = self.text(key)?.map_or(Ok(0), |text| number(&text))?;
        let sum = before.checked_add(by).ok_or_else(no_number)?;
        let expires = self.entries.get(key).and_then(|entry| entry.expires);
        self.put(key, sum.to_string().as_bytes(), expires);
        Ok(Reply::Number(sum))
    }

    fn expire(&mut self, key: &[u8], ms: i64) -> Reply {
        let Some(entry) = self.entries.get_mut(key) else {
            return Reply::Number(0);
        };
        match u64::try_from(ms) {
            Ok(ms) if ms > 0 => {
                entry.expires = Instant::now().checked_add(Duration::from_millis(ms));
            }
            _ => drop(self.entries.remove(key)),
        }
        Reply::Number(1)
    }

    fn list(&mut self, key: &[u8]) -> Result<&mut VecDeque<Vec<u8>>, Reply> {
        let new = || Entry {
            value: Value::List(VecDeque::new()),
            expires: None,
        };
        match &mut self.entries.entry(key.to_vec()).or_insert_with(new).value {
            Value::List(list) => Ok(list),
            Value::Text(_) => Err(wrong_kind()),
        }
    }

    /// Takes an item from an end of a list. A list with nothing in it is none.
    fn pop(&mut self, key: &[u8], is_front: bool) -> Result<Option<Vec<u8>>, Reply> {
        if !self.entries.contains_key(key) {
            return Ok(None);
        }
        let list = self.list(key)?;
        let item = if is_front {
            list.pop_front()
        } else {
            list.pop_back()
        };
        if list.is_empty() {
            self.entries.remove(key);
        }
        Ok(item)
    }

    /// Takes an item from the first of the lists that has one.
    fn pop_first(&mut self, keys: &[Vec<u8>], is_front: bool) -> Option<Reply> {
        keys.iter().find_map(|key| match self.pop(key, is_front) {
            Ok(Some(item)) => Some(Reply::Array(vec![Reply::text(key), Reply::Text(item)])),
            Ok(None) => None,
            Err(why) => Some(why),
        })
    }

    /// Puts somebody last in the line. Returns his number.
    fn wait(&mut self, stream: TcpStream, keys: &[Vec<u8>], is_front: bool) -> u64 {
        self.waited += 1;
        self.waiters.push(Waiter {
            number: self.waited,
            stream,
            keys: keys.to_vec(),
            is_front,
            given: None,
        });
        self.waited
    }

    /// Gives to those who wait what there is for them.
    fn give(&mut self) {
        let mut waiters = mem::take(&mut self.waiters);
        let waiting = waiters.iter_mut().filter(|waiter| waiter.given.is_none());
        for waiter in waiting.filter(|waiter| !is_gone(&waiter.stream)) {
            waiter.given = self.pop_first(&waiter.keys, waiter.is_front);
        }
        self.waiters = waiters;
    }

    /// Tells the peer of each channel, and before any message of it.
    fn subscribe(&mut self, peer: &Arc<Peer>, name: &str, channels: &[Vec<u8>]) -> io::Result<()> {
        let mut channels = channels.to_vec();
        if channels.is_empty() {
            let is_of_peer =
                |listeners: &Vec<Arc<Peer>>| listeners.iter().any(|other| Arc::ptr_eq(other, peer));
            let all = self
                .listeners
                .iter()
                .filter(|(_, listeners)| is_of_peer(listeners));
            channels = all.map(|(channel, _)| channel.clone()).collect();
        }
        if channels.is_empty() {
            let what = Reply::text(name.to_lowercase());
            return peer.tell(&Reply::Push(vec![what, Reply::Nil, Reply::Number(0)]));
        }
        for channel in channels {
            let listeners = self.listeners.entry(channel.clone()).or_default();
            listeners.retain(|other| !Arc::ptr_eq(other, peer));
            if name == "SUBSCRIBE" {
                listeners.push(peer.clone());
            }
            let is_of_peer = |listeners: &&Vec<Arc<Peer>>| {
                listeners.iter().any(|other| Arc::ptr_eq(other, peer))
            };
            let left = self.listeners.values().filter(is_of_peer).count();
            let what = Reply::text(name.to_lowercase());
            peer.tell(&Reply::Push(vec![what, Reply::Text(channel), count(left)]))?;
        }
        Ok(())
    }

    fn publish(&mut self, channel: &[u8], message: &[u8]) -> Reply {
        let message = Reply::Push(vec![
            Reply::text("message"),
            Reply::text(channel),
            Reply::text(message),
        ]);
        let listeners = self.listeners.get(channel).map_or(&[][..], Vec::as_slice);
        let told = listeners.iter().filter(|peer| peer.tell(&message).is_ok());
        count(told.count())
    }
}

const KNOWN: [&str; 32] = [
    "PING", "ECHO", "GET", "GETDEL", "SET", "SETNX", "SETEX", "PSETEX", "MGET", "MSET", "MSETNX",
    "DEL", "UNLINK", "EXISTS", "KEYS", "INCR", "DECR", "INCRBY", "DECRBY", "EXPIRE", "PEXPIRE",
    "PERSIST", "TTL", "PTTL", "LPUSH", "RPUSH", "LPOP", "RPOP", "LLEN", "PUBLISH", "PUBSUB",
    "EVAL",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pushed_to_one_who_waits_is_seen_by_nobody_else() {
        let words = |line: &str| -> Vec<Vec<u8>> { line.split(' ').map(Vec::from).collect() };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let _client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        let store = Store::default();
        lock(&store.data).wait(stream, &[b"list".to_vec()], true);
        store.change(|data| data.run(&words("RPUSH list a b")));
        let mut data = lock(&store.data);
        assert!(matches!(data.run(&words("LLEN list")), Reply::Number(1)));
        assert!(data.waiters[0].given.is_some());
    }
}
