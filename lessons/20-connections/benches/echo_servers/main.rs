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
    let numbers: std::result::Result<Vec<usize>, _> = words.iter().map(|w| w.parse()).collect();
    let (crowds, most) = match &numbers?[..] {
        [] => (vec![100, 1000, 8000], 10_000),
        numbers => (numbers.to_vec(), numbers[numbers.len() - 1]),
    };
    let files = rlimit::increase_nofile_limit(u64::MAX)? as usize;
    let fits = |crowd: usize| crowd.min(files.saturating_sub(64));
    println!("{}\n", machine());

    let mut head = String::from("| server |");
    crowds
        .iter()
        .for_each(|&crowd| head += &format!(" {} at once |", thousands(fits(crowd))));
    let largest = crowds.iter().map(|&crowd| fits(crowd)).max().unwrap_or(0);
    println!(
        "Round trips a second, and how long it takes until the last client is connected; the best of {ROUNDS} runs:\n"
    );
    println!(
        "{head} {} connected after |\n|---|{}---|",
        thousands(largest),
        "---|".repeat(crowds.len())
    );
    for (name, server) in servers() {
        let mut row = format!("| {name} |");
        let mut connected = String::new();
        for &crowd in &crowds {
            let best = best_of(&server, fits(crowd))?;
            row += &format!(" {} |", thousands(best.a_second));
            if fits(crowd) == largest {
                connected = format!(" {:.1} s |", best.connected.as_secs_f64());
            }
        }
        println!("{row}{connected}");
    }

    println!("\nOpen at once and idle, {} asked for:\n", thousands(most));
    println!("| server | reached | memory of the server, for each |\n|---|---|---|");
    for (name, server) in servers()
        .into_iter()
        .filter(|(_, server)| server.has_room())
    {
        let process = server.start()?;
        let (address, before) = (process.address()?, process.memory());
        let open = clients::open(address, fits(most))?;
        let each = process.memory().saturating_sub(before) / open.len().max(1);
        println!(
            "| {name} | {} | {} bytes |",
            thousands(open.len()),
            thousands(each)
        );
    }

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

/// Whatever else the machine does makes a run slower, and none faster.
fn best_of(server: &Start, crowd: usize) -> Result<Echoed> {
    let mut best = Echoed {
        a_second: 0,
        connected: Duration::MAX,
    };
    for _ in 0..ROUNDS {
        let process = server.start()?;
        let echoed = clients::echo(process.address()?, crowd)?;
        best.a_second = best.a_second.max(echoed.a_second);
        best.connected = best.connected.min(echoed.connected);
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
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
