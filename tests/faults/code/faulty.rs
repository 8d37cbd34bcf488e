//! A program that goes wrong in the way that its first argument names. The standard library is all that it uses, so
//! that it compiles in half a second; what needs Tokio is an answer to an exercise, in `answers.rs`.

use std::fs::File;
use std::io::{Read, Write, stdin, stdout};
use std::process::{Command, Stdio, abort};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(600);

fn main() {
    let how = std::env::args().nth(1).unwrap_or_default();
    match how.as_str() {
        "quiet" => {}
        "loops" => endless(),
        "loops_on_two_threads" => {
            thread::spawn(endless);
            endless()
        }
        "parks" => loop {
            thread::park()
        },
        "locks_twice" => locks_twice(),
        "waits_for_a_message" => waits_for_a_message(),
        "fills_a_vec" => fills_a_vec(),
        "fills_a_channel" => fills_a_channel(),
        "starts_threads" => starts_threads(),
        "prints" => loop {
            println!("again and again")
        },
        "complains" => loop {
            eprintln!("again and again")
        },
        "one_long_line" => one_long_line(b'x'),
        "writes_17_mib_and_ends" => writes_17_mib_at_once(),
        "only_returns" => one_long_line(b'\r'),
        "leaves_a_child" => leaves(Command::new("sleep").arg("600")),
        "leaves_a_silent_child" => leaves(
            Command::new("sleep")
                .arg("600")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        ),
        "leaves_a_session" => leaves(Command::new("setsid").args(["-f", "sleep", "600"])),
        "leaves_a_grandchild" => leaves(Command::new("sh").args(["-c", "(sleep 600 &) & exit"])),
        "leaves_one_without_environment" => leaves(
            Command::new("setsid")
                .args(["-f", "sleep", "600.25"])
                .env_clear()
                .env("PATH", "/usr/bin:/bin"),
        ),
        "leaves_one_that_ends_soon" => leaves(Command::new("sleep").arg("0.02")),
        "forks" => {
            runs(Command::new("sh").args(["-c", "for i in $(seq 200); do sleep 600 & done; wait"]))
        }
        "forks_sessions" => runs(Command::new("sh").args([
            "-c",
            "for i in $(seq 100); do setsid sleep 600 & done; wait",
        ])),
        "panics" => panic!("boom"),
        "panics_in_a_thread" => thread::spawn(|| panic!("boom")).join().unwrap_or(()),
        "panics_twice" => {
            let _guard = PanicsWhenDropped;
            panic!("the first")
        }
        "recurses" => println!("{}", recurses(0)),
        "aborts" => abort(),
        "segfaults" => signals("SEGV"),
        "is_killed" => signals("KILL"),
        "exits_with_3" => std::process::exit(3),
        "reads" => reads(),
        "writes_escapes" => {
            writes(b"a\x1b[2J\x1b[?1049h\x1b]52;c;aGk=\x07\x1b]0;t\x07\x1b[31mb\x9b\x1b[?1000hc\n")
        }
        "writes_garbage" => writes(b"a\xff\xc3(\xe2\x82\x00\xf0\x9f\xa6b\r\xe2\x80\xaec\n"),
        "opens_files" => opens_files(),
        "writes_a_large_file" => writes_a_large_file(),
        "listens" => listens(),
        "ignores_signals" => runs(
            Command::new("sh").args(["-c", "trap '' TERM INT HUP; while :; do sleep 600; done"]),
        ),
        "blocks_in_drop" => drop(BlocksWhenDropped),
        "kills_its_parent" => kills_its_parent("KILL"),
        "stops_its_parent" => kills_its_parent("STOP"),
        "signals_its_group" => signals_its_group(),
        "prints_at_the_end" => {
            thread::spawn(|| {
                loop {
                    println!("still here")
                }
            });
            println!("done")
        }
        _ => panic!("no fault `{how}`"),
    }
}

fn endless() {
    loop {
        std::hint::spin_loop()
    }
}

fn locks_twice() {
    let mutex = Mutex::new(());
    let _first = mutex.lock();
    let _second = mutex.lock();
    println!("never");
}

fn waits_for_a_message() {
    let (sender, receiver) = mpsc::channel::<()>();
    let _ = receiver.recv();
    drop(sender);
}

fn fills_a_vec() {
    let mut all = Vec::new();
    loop {
        all.extend([1u8; 65_536]);
    }
}

fn fills_a_channel() {
    let (sender, _receiver) = mpsc::channel();
    loop {
        sender.send([1u8; 65_536]).unwrap();
    }
}

fn starts_threads() {
    loop {
        thread::spawn(|| thread::sleep(LONG));
    }
}

fn one_long_line(byte: u8) {
    for _ in 0..1600 {
        stdout().write_all(&[byte; 65_536]).unwrap();
    }
}

fn leaves(command: &mut Command) {
    command.spawn().unwrap();
    // What has no time to leave its session is no test of who does.
    thread::sleep(Duration::from_millis(50));
}

fn runs(command: &mut Command) {
    command.status().unwrap();
}

struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        panic!("the second")
    }
}

struct BlocksWhenDropped;

impl Drop for BlocksWhenDropped {
    fn drop(&mut self) {
        thread::sleep(LONG)
    }
}

#[expect(unconditional_recursion, reason = "that is the fault")]
fn recurses(depth: u64) -> u64 {
    let more = std::hint::black_box([depth; 64]);
    recurses(depth + 1) + more[0]
}

fn signals(name: &str) {
    // Twice: the first SIGSEGV is for the handler that looks for a stack overflow.
    loop {
        runs(Command::new("kill").args([&format!("-{name}"), &std::process::id().to_string()]));
    }
}

#[cfg(unix)]
fn kills_its_parent(name: &str) {
    let parent = std::os::unix::process::parent_id().to_string();
    runs(Command::new("kill").args([&format!("-{name}"), &parent]));
    thread::sleep(LONG);
}

/// As a script does that ends with `kill 0`.
fn signals_its_group() {
    runs(Command::new("sh").args(["-c", "kill -STOP 0"]));
}

fn reads() {
    let mut text = String::new();
    stdin().read_to_string(&mut text).unwrap();
    println!("read {} bytes", text.len());
}

fn writes(bytes: &[u8]) {
    stdout().write_all(bytes).unwrap();
}

/// The file that is its output grows by them in one step, so that it ends before anybody has looked.
fn writes_17_mib_at_once() {
    let output = File::options().write(true).open("/dev/stdout").unwrap();
    output.set_len(17 << 20).unwrap();
}

fn opens_files() {
    let mut files = Vec::new();
    loop {
        files.push(File::open("/dev/null").unwrap());
    }
}

fn writes_a_large_file() {
    let mut file = File::create(std::env::args().nth(2).unwrap()).unwrap();
    loop {
        file.write_all(&[0; 1 << 20]).unwrap();
    }
}

fn listens() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    println!("listening");
    let _ = listener.accept();
}
