//! Clients: all of them connect at once, and then ask in turns or stay idle.
//!
//! Where the queue before `accept` is too short, a client may believe that it is connected, and be reset. That is a
//! result, not a failure of the measurement.

use crate::Result;
use futures::future::join_all;
use std::io;
use std::net::{self, SocketAddr};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// About so many round trips are measured, whatever the number of clients.
const ROUND_TRIPS: usize = 50_000;
const QUESTION: [u8; 32] = *b"when does the next train leave?\n";
/// Nobody waits longer for a connection, or for all of his answers.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Echoed {
    pub a_second: usize,
    /// How long it took until the last one was connected.
    pub connected: Duration,
    /// How many clients were not served to the end.
    pub lost: usize,
}

/// So many clients ask one question after the other, each when it has its answer.
pub fn echo(address: SocketAddr, clients: usize) -> Result<Echoed> {
    let each = (ROUND_TRIPS / clients).max(5);
    Runtime::new()?.block_on(async {
        let start = Instant::now();
        let streams = connect(address, clients).await;
        let connected = start.elapsed();
        let start = Instant::now();
        let mut tasks = JoinSet::new();
        for stream in streams {
            tasks.spawn(timeout(PATIENCE, ask(stream, each)));
        }
        let mut served = 0;
        while let Some(end) = tasks.join_next().await {
            served += usize::from(matches!(end?, Ok(Ok(_))));
        }
        let a_second = (served * each) as f64 / start.elapsed().as_secs_f64();
        Ok(Echoed {
            a_second: a_second as usize,
            connected,
            lost: clients - served,
        })
    })
}

/// So many clients, less those that were not served: each has asked once, so that the server knows it.
pub fn open(address: SocketAddr, clients: usize) -> Result<Vec<net::TcpStream>> {
    Runtime::new()?.block_on(async {
        let streams = connect(address, clients).await;
        let asked = join_all(streams.into_iter().map(|stream| ask(stream, 1))).await;
        let open: io::Result<Vec<_>> = asked
            .into_iter()
            .flatten()
            .map(TcpStream::into_std)
            .collect();
        Ok(open?)
    })
}

async fn connect(address: SocketAddr, clients: usize) -> Vec<TcpStream> {
    let connect = |_| timeout(PATIENCE, TcpStream::connect(address));
    let streams = join_all((0..clients).map(connect)).await;
    streams.into_iter().flatten().flatten().collect()
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
