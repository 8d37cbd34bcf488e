//! Clients: all of them connect at once, and then ask in turns or stay idle.

use crate::Result;
use futures::future::try_join_all;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// About so many round trips are measured, whatever the number of clients.
const ROUND_TRIPS: usize = 50_000;
const QUESTION: [u8; 32] = *b"when does the next train leave?\n";

pub struct Echoed {
    pub a_second: usize,
    /// How long it took until the last one was connected.
    pub connected: Duration,
}

/// So many clients ask one question after the other, each when it has its answer.
pub fn echo(address: SocketAddr, clients: usize) -> Result<Echoed> {
    let each = (ROUND_TRIPS / clients).max(5);
    Runtime::new()?.block_on(async {
        let start = Instant::now();
        let streams = connect(address, clients).await?;
        let connected = start.elapsed();
        let start = Instant::now();
        let mut tasks = JoinSet::new();
        streams
            .into_iter()
            .for_each(|stream| drop(tasks.spawn(ask(stream, each))));
        while let Some(end) = tasks.join_next().await {
            end??;
        }
        let a_second = (clients * each) as f64 / start.elapsed().as_secs_f64();
        Ok(Echoed {
            a_second: a_second as usize,
            connected,
        })
    })
}

/// So many clients, each of which has asked once, so that the server knows it.
pub fn open(address: SocketAddr, clients: usize) -> Result<Vec<std::net::TcpStream>> {
    Runtime::new()?.block_on(async {
        let streams = connect(address, clients).await?;
        let asked = try_join_all(streams.into_iter().map(|stream| ask(stream, 1))).await?;
        let open: io::Result<Vec<_>> = asked.into_iter().map(TcpStream::into_std).collect();
        Ok(open?)
    })
}

async fn connect(address: SocketAddr, clients: usize) -> io::Result<Vec<TcpStream>> {
    try_join_all((0..clients).map(|_| TcpStream::connect(address))).await
}

async fn ask(mut stream: TcpStream, times: usize) -> io::Result<TcpStream> {
    for _ in 0..times {
        let mut answer = [0; QUESTION.len()];
        stream.write_all(&QUESTION).await?;
        stream.read_exact(&mut answer).await?;
        assert_eq!(answer, QUESTION, "an echo says what was said");
    }
    Ok(stream)
}
