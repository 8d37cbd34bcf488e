//! Asked in the words of the protocol, over sockets, as any client does.

use crate::resp;
use crate::{Server, at, start};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(5);

/// A client on the wire, who writes commands and reads what comes, letter by letter.
struct Client(TcpStream);

impl Client {
    fn of(server: &Server) -> Client {
        let stream = TcpStream::connect(server.wire.place()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut client = Client(stream);
        for command in server.address.introduction() {
            client.send(&[&command]);
            client.hears("+OK\r\n");
        }
        client
    }

    fn send(&mut self, commands: &[&[&str]]) {
        let text: Vec<u8> = commands.iter().flat_map(|c| resp::encoded(c)).collect();
        self.0.write_all(&text).unwrap();
    }

    #[track_caller]
    fn hears(&mut self, expected: &str) {
        let mut heard = vec![0; expected.len()];
        self.0.read_exact(&mut heard).unwrap();
        assert_eq!(String::from_utf8_lossy(&heard), expected);
    }

    #[track_caller]
    fn is_cut(&mut self) {
        assert!(matches!(self.0.read(&mut [0]), Ok(0) | Err(_)));
    }
}

/// The small one, whatever `REDIS_URL` says.
fn pocket() -> Server {
    Server::new(crate::pocket::start().unwrap(), String::new()).unwrap()
}

#[test]
fn a_command_comes_in_any_pieces() {
    let text = resp::encoded(&["SET", "tea", "a\r\nb"]);
    for end in 0..text.len() {
        assert_eq!(resp::command(&text[..end]).unwrap(), None, "{end} bytes");
    }
    let (words, length) = resp::command(&text).unwrap().unwrap();
    assert_eq!(words, [&b"SET"[..], b"tea", b"a\r\nb"]);
    assert_eq!(length, text.len());
    for bad in [
        "GET tea\r\n",
        "*-1\r\n",
        "*1\r\n$999999999\r\n",
        "*1\r\n$1\r\nab\r\n",
    ] {
        assert!(resp::command(bad.as_bytes()).is_err(), "{bad:?}");
    }
}

#[test]
fn it_answers_as_redis_does() {
    let server = start().unwrap();
    let (tea, list) = (&*server.key("tea"), &*server.key("list"));
    let cases: &[(&[&str], &str)] = &[
        (&["GET", tea], "nil"),
        (&["SET", tea, "4"], "OK"),
        (&["SET", tea, "5", "NX"], "nil"),
        (&["SET", tea, "5", "XX", "PX", "60000"], "OK"),
        (&["GET", tea], "5"),
        (&["INCR", tea], "6"),
        (&["TTL", tea], "60"),
        (&["PERSIST", tea], "1"),
        (&["TTL", tea], "-1"),
        (&["EXPIRE", tea, "100"], "1"),
        (&["TTL", tea], "100"),
        (&["MSETNX", tea, "7", list, "8"], "0"),
        (&["EXISTS", tea, list], "1"),
        (&["RPUSH", list, "a", "b", "c"], "3"),
        (&["BLPOP", list, "0"], &format!("{list} a")),
        (&["RPOP", list], "c"),
        (&["LLEN", list], "1"),
        (&["DEL", tea, list], "2"),
        (&["TTL", tea], "-2"),
        (&["PUBLISH", tea, "news"], "0"),
    ];
    for (command, expected) in cases {
        assert_eq!(server.ask(command), *expected, "{command:?}");
    }
    for wrong in [
        &["GET"][..],
        &["INCR", tea, tea, tea],
        &["SET", tea, "1", "EX", "0"],
        &["FLY"],
    ] {
        assert!(server.address.ask(wrong).is_err(), "{wrong:?}");
    }
    server.ask(&["RPUSH", list, "a"]);
    let said = server.address.ask(&["GET", list]).unwrap_err().to_string();
    assert!(said.contains("WRONGTYPE"), "{said}");
}

#[test]
fn what_has_expired_is_gone() {
    let server = start().unwrap();
    let tea = server.key("tea");
    server.ask(&["SET", &tea, "4", "PX", "1"]);
    let start = Instant::now();
    while server.ask(&["GET", &tea]) != "nil" {
        assert!(start.elapsed() < PATIENCE, "it is still there");
    }
}

#[test]
fn the_third_version_has_kinds_of_its_own() {
    let server = start().unwrap();
    let (tea, news) = (server.key("tea"), server.key("news"));
    let mut client = Client::of(&server);
    client.send(&[&["HELLO", "3"]]);
    client.hears("%");
    // Its length differs between servers: the next answer comes after it.
    client.send(&[&["PING", "there"]]);
    let mut text = Vec::new();
    while !text.ends_with(b"$5\r\nthere\r\n") {
        let mut letter = [0];
        client.0.read_exact(&mut letter).unwrap();
        text.push(letter[0]);
    }
    client.send(&[&["GET", &tea], &["SUBSCRIBE", &news]]);
    let length = news.len();
    client.hears(&format!(
        "_\r\n>3\r\n$9\r\nsubscribe\r\n${length}\r\n{news}\r\n:1\r\n"
    ));
    server.ask(&["PUBLISH", &news, "fog"]);
    client.hears(&format!(
        ">3\r\n$7\r\nmessage\r\n${length}\r\n{news}\r\n$3\r\nfog\r\n"
    ));
}

#[test]
fn a_transaction_is_answered_at_its_end() {
    let server = start().unwrap();
    let tea = server.key("tea");
    let mut client = Client::of(&server);
    client.send(&[&["MULTI"], &["INCR", &tea], &["INCR", &tea], &["EXEC"]]);
    client.hears("+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n:1\r\n:2\r\n");
}

#[test]
fn who_waits_at_a_list_gets_what_is_pushed() {
    let server = start().unwrap();
    let list = server.key("list");
    let mut client = Client::of(&server);
    client.send(&[&["BLPOP", &list, "0"]]);
    let start = Instant::now();
    while server.commands() == 0 {
        assert!(start.elapsed() < PATIENCE, "the command does not come");
    }
    server.ask(&["RPUSH", &list, "a"]);
    client.hears(&format!("*2\r\n${}\r\n{list}\r\n$1\r\na\r\n", list.len()));
}

#[test]
fn who_has_gone_away_gets_nothing() {
    let server = start().unwrap();
    let list = server.key("list");
    let mut client = Client::of(&server);
    client.send(&[&["BLPOP", &list, "0"]]);
    let start = Instant::now();
    while server.commands() == 0 {
        assert!(start.elapsed() < PATIENCE, "the command does not come");
    }
    // When the cut returns, the server knows of it.
    server.cut();
    server.ask(&["RPUSH", &list, "a"]);
    assert_eq!(server.ask(&["LLEN", &list]), "1");
}

#[test]
fn the_wire_counts_round_trips() {
    let server = start().unwrap();
    let tea = server.key("tea");
    let mut client = Client::of(&server);
    client.send(&[&["CLIENT", "SETINFO", "LIB-NAME", "tests"]]);
    client.0.read_exact(&mut [0]).unwrap();
    assert_eq!(server.commands(), 0, "an introduction is no question");
    let mut client = Client::of(&server);
    client.send(&[&["SET", &tea, "4"], &["INCR", &tea], &["GET", &tea]]);
    client.hears("+OK\r\n:5\r\n$1\r\n5\r\n");
    client.send(&[&["GET", &tea]]);
    client.hears("$1\r\n5\r\n");
    assert_eq!(server.commands(), 4);
    assert_eq!(server.round_trips(), 2);
    assert_eq!(server.connections(), 2);
}

#[test]
fn the_wire_holds_answers_back_and_is_cut() {
    let server = start().unwrap();
    let tea = server.key("tea");
    let (mut one, mut two) = (Client::of(&server), Client::of(&server));
    server.hold(2);
    one.send(&[&["GET", &tea]]);
    one.0
        .set_read_timeout(Some(Duration::from_millis(50)))
        .unwrap();
    assert!(one.0.read(&mut [0]).is_err(), "there is no answer yet");
    one.0.set_read_timeout(Some(PATIENCE)).unwrap();
    two.send(&[&["GET", &tea]]);
    one.hears("$-1\r\n");
    two.hears("$-1\r\n");
    server.hold(2);
    one.send(&[&["GET", &tea]]);
    server.hang_up();
    one.is_cut();
    two.is_cut();
    let mut three = Client(TcpStream::connect(server.wire.place()).unwrap());
    three.is_cut();
    server.pick_up();
    server.hold(0);
    let mut four = Client::of(&server);
    four.send(&[&["GET", &tea]]);
    four.hears("$-1\r\n");
}

#[test]
fn a_message_goes_to_whoever_listens_and_a_cut_is_noticed() {
    let server = start().unwrap();
    let news = server.key("news");
    let mut client = Client::of(&server);
    client.send(&[&["SUBSCRIBE", &news]]);
    client.hears(&format!(
        "*3\r\n$9\r\nsubscribe\r\n${}\r\n{news}\r\n:1\r\n",
        news.len()
    ));
    assert_eq!(server.ask(&["PUBLISH", &news, "fog"]), "1");
    server.cut();
    assert_eq!(server.ask(&["PUBLISH", &news, "sun"]), "0");
    assert_eq!(
        server.ask(&["PUBSUB", "NUMSUB", &news]),
        format!("{news} 0")
    );
}

#[test]
fn a_script_compares_and_deletes() {
    let server = start().unwrap();
    let lock = server.key("lock");
    let script = "if redis.call(\"get\",KEYS[1]) == ARGV[1] then return redis.call(\"del\",KEYS[1]) else return 0 end";
    server.ask(&["SET", &lock, "mine"]);
    assert_eq!(server.ask(&["EVAL", script, "1", &lock, "yours"]), "0");
    assert_eq!(server.ask(&["EVAL", script, "1", &lock, "mine"]), "1");
    assert_eq!(server.ask(&["GET", &lock]), "nil");
    let said = pocket()
        .address
        .ask(&["EVAL", "return 1", "1", &lock, "mine"]);
    assert!(said.unwrap_err().to_string().contains("REDIS_URL"));
}

#[test]
fn why_there_is_no_server_is_said_in_one_line() {
    // Nobody listens on a port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let place = free.local_addr().unwrap();
    drop(free);
    let pocket = pocket();
    let its_place = &pocket.address.place;
    let cases = [
        (
            format!("redis://{place}"),
            format!("nobody answers at {place}: "),
        ),
        (
            "localhost:6379".into(),
            "REDIS_URL must begin with redis://, ".into(),
        ),
        (
            "redis://:6379".into(),
            "REDIS_URL has `:6379` where a host and a port are expected".into(),
        ),
        (
            "redis://here:port".into(),
            "REDIS_URL has `here:port` where ".into(),
        ),
        (
            format!("redis://:secret@{its_place}"),
            format!("Redis at {its_place} says: ERR AUTH"),
        ),
    ];
    for (url, expected) in cases {
        let said = format!("{:?}", at(&url).unwrap_err());
        assert!(said.starts_with(&expected), "{url}: {said}");
        assert!(!said.contains('\n') && !said.contains("secret"), "{said}");
    }
}

#[test]
fn an_address_keeps_its_user_and_its_database() {
    let address =
        crate::address::Address::read("redis://ada:secret@here/3?protocol=resp3").unwrap();
    assert_eq!(address.place, "here:6379");
    assert_eq!(
        address.url_of("there:1"),
        "redis://ada:secret@there:1/3?protocol=resp3"
    );
}

#[test]
fn keys_on_a_shared_server_are_apart_and_are_deleted() {
    let shared = pocket();
    let url = format!("redis://{}", shared.address.place);
    let (one, two) = (at(&url).unwrap(), at(&url).unwrap());
    assert_ne!(one.key("tea"), two.key("tea"));
    let (ones, twos) = (one.key("tea"), two.key("tea"));
    one.ask(&["SET", &ones, "4"]);
    two.ask(&["SET", &twos, "5"]);
    drop(one);
    assert_eq!(shared.ask(&["GET", &ones]), "nil");
    assert_eq!(shared.ask(&["GET", &twos]), "5");
}
