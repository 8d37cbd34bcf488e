//! 1,000 clients are connected at the same time to a server that has a task for each of them.
//!
//!     cargo run -q -- run connections

use memory_stats::memory_stats;
use std::{env, io, net, process::Stdio, sync::Arc};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::{JoinSet, spawn_blocking};
use tokio::{process::Command, sync::Barrier};

#[tokio::main]
async fn main() -> io::Result<()> {
    let number = env::args().nth(1);
    let clients = number.map_or(1000, |n| n.parse().expect("a number"));
    match env::args().nth(2) {
        None => visit(clients).await,
        Some(_) => serve(clients).await, // the other process: `connections 1000 serve`
    }
}

async fn visit(wanted: usize) -> io::Result<()> {
    // As many files as the hard limit allows, here and in the server.
    let files = rlimit::increase_nofile_limit(u64::MAX)? as usize;
    let clients = wanted.min(files.saturating_sub(24)); // some are no sockets
    let mut server = Command::new(env::current_exe()?)
        .args([&clients.to_string(), "serve"])
        .env_remove("WORKBOOK_TRACE") // the timeline is of this process alone
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let mut says = BufReader::new(server.stdout.take().expect("a pipe")).lines();
    let address = says.next_line().await?.unwrap_or_default();
    let answers = spawn_blocking(move || crowd(&address, clients)).await??;
    println!("{}", says.next_line().await?.unwrap_or_default());
    println!("{answers} clients of {wanted} had an answer");
    server.wait().await.map(drop)
}

/// Clients that wait together need no async: each of them reads in its turn.
fn crowd(address: &str, clients: usize) -> io::Result<usize> {
    let connect = |_| net::TcpStream::connect(address);
    let streams: Vec<_> = (0..clients).map(connect).collect::<io::Result<_>>()?;
    let answers = streams.into_iter().flat_map(io::read_to_string);
    Ok(answers.filter(|answer| answer == "10:15").count())
}

async fn serve(clients: usize) -> io::Result<()> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(([127, 0, 0, 1], 0).into())?;
    let listener = socket.listen(4096)?; // so many may wait for `accept`
    println!("{}", listener.local_addr()?);
    let memory = || memory_stats().map_or(0, |memory| memory.physical_mem);
    let before = memory();
    let (mut tasks, all) = (JoinSet::new(), Arc::new(Barrier::new(clients)));
    while tasks.len() < clients {
        let (stream, _peer) = listener.accept().await?;
        tasks.spawn(answer(stream, Arc::clone(&all)));
    }
    println!("{clients} connections were open at once, each in a task");
    let bytes = (memory() - before) / clients.max(1);
    eprintln!("{bytes} bytes of memory for each");
    tasks.join_all().await.into_iter().collect()
}

/// Nobody gets an answer before all are connected.
async fn answer(mut stream: TcpStream, all: Arc<Barrier>) -> io::Result<()> {
    all.wait().await;
    stream.write_all(b"10:15").await
}
