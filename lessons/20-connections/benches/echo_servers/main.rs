//! Measures servers that echo 32 bytes, and prints what it found as tables.
//!
//!     cargo bench --bench echo_servers
//!
//! Each server has a process of its own; the clients are all in this one, on the same cores. One process may have as
//! many connections as its limit of open files allows; the soft limit is raised to the hard one. A smaller run:
//! `cargo bench --bench echo_servers -- 100 1000`, where the last number is also how many stay open and idle.

mod clients;
mod process;
mod servers;

use clients::Echoed;
use process::{Process, python};
use std::error::Error;
use std::time::Duration;
use std::{env, process::Command, thread};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    // `cargo bench` adds an argument of its own.
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    match words.first().map(String::as_str) {
        Some("server") => servers::run(&words[1]),
        Some("sleepers") => servers::sleep(&words[1], words[2].parse()?),
        _ => measure(&words),
    }
}

fn measure(words: &[String]) -> Result<()> {
    let files = rlimit::increase_nofile_limit(u64::MAX)? as usize;
    let fits = |crowd: usize| crowd.min(files.saturating_sub(64));
    let mut crowds = Vec::new();
    for word in words {
        crowds.push(fits(word.parse()?));
    }
    let most = crowds.last().copied().unwrap_or(10_000);
    if crowds.is_empty() {
        crowds = [100, 1000, 8000].map(fits).to_vec();
    }
    println!("{}", machine());
    round_trips(&crowds)?;
    idle(most, fits(most))?;
    asleep()
}

fn round_trips(crowds: &[usize]) -> Result<()> {
    println!("\nRound trips a second, the best of {ROUNDS} runs:\n");
    let columns = crowds
        .iter()
        .map(|crowd| format!(" {} at once |", thousands(*crowd)));
    println!(
        "| server |{} all connected after |",
        columns.collect::<String>()
    );
    println!("|---|{}---|", "---|".repeat(crowds.len()));
    for (name, best) in best_of_rounds(crowds)? {
        let rates = best
            .iter()
            .map(|echoed| format!(" {} |", thousands(echoed.a_second)));
        let connected = best.iter().map(|echoed| echoed.connected).max();
        let connected = connected.unwrap_or_default().as_secs_f64();
        println!("| {name} |{} {connected:.1} s |", rates.collect::<String>());
        let lost: usize = best.iter().map(|echoed| echoed.lost).sum();
        if lost > 0 {
            eprintln!("{name}: {lost} clients were not served to the end");
        }
    }
    Ok(())
}

fn idle(wanted: usize, clients: usize) -> Result<()> {
    println!("\nOpen at once and idle, {} wanted:\n", thousands(wanted));
    println!("| server | reached | memory of the server, for each |\n|---|---|---|");
    for (name, server) in servers()
        .into_iter()
        .filter(|(_, server)| server.has_room())
    {
        let process = server.start()?;
        let (address, before) = (process.address()?, process.memory());
        let open = clients::open(address, clients)?;
        let each = process.memory().saturating_sub(before) / open.len().max(1);
        println!(
            "| {name} | {} | {} bytes |",
            thousands(open.len()),
            thousands(each)
        );
    }
    Ok(())
}

fn asleep() -> Result<()> {
    println!("\nAsleep at once:\n");
    println!("| what | how many | memory for each |\n|---|---|---|");
    for (name, server, number) in sleepers() {
        let mut process = server.start()?;
        process.address()?;
        let before = process.memory();
        process.go_on()?;
        let each = process.memory().saturating_sub(before) / number;
        println!(
            "| {name} | {} | {} bytes |",
            thousands(number),
            thousands(each)
        );
    }
    Ok(())
}

/// Whatever else the machine does makes a run slower, and none faster. So each server has its turn in each round, and
/// the best of its runs counts.
fn best_of_rounds(crowds: &[usize]) -> Result<Vec<(&'static str, Vec<Echoed>)>> {
    let servers = servers();
    let none = |_: &usize| Echoed {
        a_second: 0,
        connected: Duration::MAX,
        lost: 0,
    };
    let mut best: Vec<(&str, Vec<Echoed>)> = servers
        .iter()
        .map(|(name, _)| (*name, crowds.iter().map(none).collect()))
        .collect();
    for _ in 0..ROUNDS {
        for ((_, server), (_, best)) in servers.iter().zip(&mut best) {
            for (&crowd, best) in crowds.iter().zip(best) {
                let process = server.start()?;
                let echoed = clients::echo(process.address()?, crowd)?;
                if echoed.a_second > best.a_second {
                    (best.a_second, best.lost) = (echoed.a_second, echoed.lost);
                }
                best.connected = best.connected.min(echoed.connected);
            }
        }
    }
    Ok(best)
}

const ROUNDS: usize = 5;

/// How to start a process.
struct Start {
    program: String,
    arguments: Vec<String>,
}

impl Start {
    fn ours(arguments: &[&str]) -> Start {
        let program = env::current_exe().unwrap_or_default();
        Start::of(&program.to_string_lossy(), arguments)
    }

    fn of(program: &str, arguments: &[&str]) -> Start {
        Start {
            program: program.into(),
            arguments: arguments.iter().map(|word| word.to_string()).collect(),
        }
    }

    fn start(&self) -> Result<Process> {
        Process::start(Command::new(&self.program).args(&self.arguments))
    }

    /// The one whose queue is short is there to be compared once.
    fn has_room(&self) -> bool {
        self.arguments.iter().all(|word| word != "tokio-bind")
    }
}

const PYTHON: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/benches/echo_servers/server.py"
);

fn servers() -> Vec<(&'static str, Start)> {
    let mut servers = vec![
        (
            "Tokio, `TcpListener::bind`",
            Start::ours(&["server", "tokio-bind"]),
        ),
        (
            "Tokio, `TcpSocket::listen(4096)`",
            Start::ours(&["server", "tokio"]),
        ),
        (
            "the same, on one thread",
            Start::ours(&["server", "tokio-one-thread"]),
        ),
        (
            "a thread for each connection",
            Start::ours(&["server", "threads"]),
        ),
    ];
    if python("asyncio") {
        servers.push(("asyncio", Start::of("python3", &[PYTHON, "asyncio"])));
    }
    if python("uvloop") {
        servers.push((
            "asyncio on uvloop",
            Start::of("python3", &[PYTHON, "uvloop"]),
        ));
    }
    servers
}

fn sleepers() -> Vec<(&'static str, Start, usize)> {
    let mut sleepers = vec![
        (
            "a task of Tokio's",
            Start::ours(&["sleepers", "tasks", "100000"]),
            100_000,
        ),
        (
            "a thread",
            Start::ours(&["sleepers", "threads", "10000"]),
            10_000,
        ),
    ];
    if python("asyncio") {
        let start = Start::of("python3", &[PYTHON, "sleepers", "100000"]);
        sleepers.push(("a task of asyncio's", start, 100_000));
    }
    sleepers
}

/// What was measured is true of this machine only.
fn machine() -> String {
    let said = |program: &str, argument: &str| {
        let said = Command::new(program).arg(argument).output();
        said.map_or(String::new(), |said| {
            String::from_utf8_lossy(&said.stdout).trim().to_string()
        })
    };
    let cores = thread::available_parallelism().map_or(0, |cores| cores.get());
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model
        .unwrap_or_default()
        .trim_start_matches(['\t', ' ', ':']);
    format!(
        "{cores} cores {model}, {}, {}",
        said("uname", "-sr"),
        said("python3", "-V")
    )
}

/// 12345 is `12,345`.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
