//! Two hundred pages of 50 ms on four hosts: the crawler of the lesson, its twin, eight threads, and one after another.
//!
//!     cargo bench --bench two_hundred_pages

#[allow(
    dead_code,
    reason = "its `main`, and that of the module in it, have no part in this"
)]
#[path = "../../crawl.rs"]
mod crawl;

use reqwest::{Client, Url};
use small_web::{Server, Town, client_of};
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

const PAGES: usize = 200;
const HOSTS: [&str; 4] = ["a", "b", "c", "d"];
const DELAY: Duration = Duration::from_millis(50);
const AT_ONCE: usize = 8;
const START: &str = "http://a.example/0";

/// Each of them is run so often; the table has the median.
const TIMES: usize = 3;

/// Runs `crawl.py` on our server, and prints how long that took.
const TWIN: &str = r#"
import asyncio, sys, time
sys.path.insert(0, sys.argv[1])
import crawl
from web import small_web

async def main():
    pages = {sys.argv[2]: None}
    async with small_web.session() as session:
        start = time.perf_counter()
        await crawl.crawl(pages, 1, session)
        took = time.perf_counter() - start
    assert all(what == "A page" for what in pages.values()), pages
    print(took, len(pages), sys.version.split()[0], small_web.aiohttp.__version__)

asyncio.run(main())
"#;

fn main() {
    let town = Town::parse(&pages());
    let hosts = town.hosts();
    let server = town.serve();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let client = client_of(&server, hosts).build().expect("a client");

    let limit = DELAY * (PAGES / AT_ONCE) as u32;
    println!("{}\n", machine());
    println!(
        "| {PAGES} pages of {} ms, {} hosts | seconds | × the limit |\n|---|---|---|",
        DELAY.as_millis(),
        HOSTS.len()
    );
    row("the limit: 8 at once, and no other work", limit, limit);
    row(
        "`crawl.rs`",
        median(|| runtime.block_on(crawled(&client))),
        limit,
    );
    match twin(&server) {
        Ok((took, versions)) => row(&format!("`crawl.py`, {versions}"), took, limit),
        Err(why) => println!("| `crawl.py` | left out: {why} | |"),
    }
    row(
        "eight threads, blocking sockets",
        median(|| threads(server.address, AT_ONCE)),
        limit,
    );
    row(
        "one after another, blocking sockets",
        threads(server.address, 1),
        limit,
    );
}

fn row(what: &str, took: Duration, limit: Duration) {
    let (took, limit) = (took.as_secs_f64(), limit.as_secs_f64());
    println!("| {what} | {took:.2} | {:.2} |", took / limit);
}

fn median(run: impl FnMut() -> Duration) -> Duration {
    let mut took: Vec<Duration> = std::iter::repeat_with(run).take(TIMES).collect();
    took.sort();
    took[TIMES / 2]
}

/// The first page links to all others.
fn pages() -> String {
    let address = |n: usize| format!("http://{}.example/{n}", HOSTS[n % HOSTS.len()]);
    let mut text = String::new();
    for n in 0..PAGES {
        let _ = write!(
            text,
            "{} 200 after {} ms\n<title>A page</title>\n",
            address(n),
            DELAY.as_millis()
        );
        if n == 0 {
            (1..PAGES).for_each(|n| _ = writeln!(text, "<a href=\"{}\"></a>", address(n)));
        }
        text.push('\n');
    }
    text.trim_end().to_string()
}

async fn crawled(client: &Client) -> Duration {
    let start = Url::parse(START).expect("an address");
    let mut map = BTreeMap::from([(start, None)]);
    let start = Instant::now();
    crawl::crawl(&mut map, 1, client).await;
    let took = start.elapsed();
    assert_eq!(map.len(), PAGES);
    assert!(
        map.values().all(|what| what.as_deref() == Some("A page")),
        "{map:?}"
    );
    took
}

fn twin(server: &Server) -> Result<(Duration, String), String> {
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut versions = String::new();
    let mut run = || {
        let mut python = Command::new("python3");
        python.args(["-B", "-c", TWIN]).arg(&lessons).arg(START);
        let said = python.env("SMALL_WEB", server.address.to_string()).output();
        let said = said.map_err(|e| format!("python3 could not be started: {e}"))?;
        let words = String::from_utf8_lossy(&said.stdout);
        match words.split_whitespace().collect::<Vec<_>>()[..] {
            [took, _pages, python, aiohttp] => {
                versions = format!("Python {python}, aiohttp {aiohttp}");
                took.parse()
                    .map(Duration::from_secs_f64)
                    .map_err(|_| took.to_string())
            }
            _ => {
                let errors = String::from_utf8_lossy(&said.stderr);
                Err(errors
                    .lines()
                    .last()
                    .unwrap_or("it said nothing")
                    .to_string())
            }
        }
    };
    let mut took = (0..TIMES)
        .map(|_| run())
        .collect::<Result<Vec<Duration>, String>>()?;
    took.sort();
    Ok((took[TIMES / 2], versions))
}

/// Threads that take one page after another from a list, each page over a connection of its own.
fn threads(address: SocketAddr, at_once: usize) -> Duration {
    let pages: VecDeque<usize> = (0..PAGES).collect();
    let pages = Mutex::new(pages);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(n) = { pages.lock().unwrap().pop_front() } {
                    let host = HOSTS[n % HOSTS.len()];
                    let mut stream = TcpStream::connect(address).expect("a connection");
                    write!(
                        stream,
                        "GET /{n} HTTP/1.1\r\nHost: {host}.example\r\nConnection: close\r\n\r\n"
                    )
                    .expect("a question");
                    let mut answer = String::new();
                    stream.read_to_string(&mut answer).expect("an answer");
                    assert!(answer.contains("A page"), "{answer}");
                }
            });
        }
    });
    start.elapsed()
}

fn machine() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("", |(_, model)| model);
    format!(
        "{cores} cores, {model}, {} {}",
        env::consts::OS,
        env::consts::ARCH
    )
}
