//! 150 clients connect at once to a server that is busy. Some of them must try again, a second later.
//!
//!     cargo run -q -- run tcp_backlog

use futures::future::try_join_all;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::{Instant, sleep};
use tracing::instrument;

const CLIENTS: usize = 150;
const BUSY: Duration = Duration::from_millis(500);

#[tokio::main]
async fn main() -> io::Result<()> {
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let bound = TcpListener::bind(any).await?;
    let socket = TcpSocket::new_v4()?;
    socket.bind(any)?;
    let listening = socket.listen(1024)?;

    let (bind, listen) = (rush("bind", bound), rush("listen", listening));
    let (bind, listen) = tokio::try_join!(bind, listen)?;
    println!("TcpListener::bind: {bind}");
    println!("TcpSocket::listen(1024): {listen}");
    Ok(())
}

#[instrument(skip(listener))]
async fn rush(name: &str, listener: TcpListener) -> io::Result<String> {
    let address = listener.local_addr()?;
    let clients = try_join_all((0..CLIENTS).map(|_| connect(address)));
    let (waits, ()) = tokio::try_join!(clients, serve(listener))?;
    let at_once = waits.iter().filter(|wait| **wait < BUSY).count();
    let longest = waits.iter().max().map_or(0, Duration::as_secs);
    Ok(format!(
        "{at_once} of {CLIENTS} connected at once, the last after {longest} s"
    ))
}

/// No client waits for `accept`: the system connects it, as long as it has room.
async fn serve(listener: TcpListener) -> io::Result<()> {
    sleep(BUSY).await;
    for _ in 0..CLIENTS {
        listener.accept().await?;
    }
    Ok(())
}

async fn connect(address: SocketAddr) -> io::Result<Duration> {
    let start = Instant::now();
    TcpStream::connect(address).await?;
    Ok(start.elapsed())
}
