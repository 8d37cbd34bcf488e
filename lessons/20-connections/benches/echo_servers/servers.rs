//! The servers, and those who only sleep. Each is as one would write it first.

use crate::Result;
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::time::Duration;
use std::{io, net, thread};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Runtime};

/// As many bytes as there are in a question.
type Question = [u8; 32];

pub fn run(kind: &str) -> Result<()> {
    match kind {
        "tokio-bind" => Runtime::new()?.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            serve(listener).await
        }),
        "tokio" => Runtime::new()?.block_on(async { serve(listen()?).await }),
        "tokio-one-thread" => {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async { serve(listen()?).await })
        }
        "threads" => serve_in_threads(),
        _ => Err(format!("no server {kind}").into()),
    }
}

fn listen() -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    socket.listen(4096)
}

async fn serve(listener: TcpListener) -> Result<()> {
    println!("{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut question = Question::default();
    loop {
        stream.read_exact(&mut question).await?;
        stream.write_all(&question).await?;
    }
}

fn serve_in_threads() -> Result<()> {
    // The standard library has no say in the length of the queue; Tokio has.
    let runtime = Runtime::new()?;
    let listener = runtime.block_on(async { listen()?.into_std() })?;
    drop(runtime);
    listener.set_nonblocking(false)?;
    println!("{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        thread::Builder::new().spawn(|| echo_in_a_thread(stream))?;
    }
    Ok(())
}

fn echo_in_a_thread(mut stream: net::TcpStream) -> io::Result<()> {
    let mut question = Question::default();
    loop {
        stream.read_exact(&mut question)?;
        stream.write_all(&question)?;
    }
}

/// Says a line when it is ready, hears one, and says one when all are asleep.
pub fn sleep(kind: &str, number: usize) -> Result<()> {
    const LONG: Duration = Duration::from_secs(3600);
    let runtime = Runtime::new()?;
    println!("127.0.0.1:0");
    io::stdin().read_line(&mut String::new())?;
    for _ in 0..number {
        match kind {
            "tasks" => drop(runtime.spawn(async { tokio::time::sleep(LONG).await })),
            _ => drop(thread::Builder::new().spawn(|| thread::sleep(LONG))?),
        }
    }
    thread::sleep(Duration::from_secs(2));
    println!("asleep");
    thread::sleep(LONG);
    Ok(())
}
