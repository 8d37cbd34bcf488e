//! A chat server: what one guest says, all read, in one order. It closes when everybody has what was said.
//!
//!     cargo run -q -- run chat_server

use chat_guest::{Room, guest};
use futures::{Stream, StreamExt, future, stream};
use std::{env, io, pin::pin, time::Duration};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, duplex};
use tokio::{net::TcpListener, signal, sync::mpsc, time::sleep};
use tokio_stream::wrappers::TcpListenerStream;
use tokio_util::task::TaskTracker;

pub mod chat_guest;

#[tokio::main]
async fn main() -> io::Result<()> {
    match env::args().skip_while(|arg| arg != "--listen").nth(1) {
        Some(address) => listen(&address).await,
        None => scene().await,
    }
}

/// Serves until somebody presses Ctrl-C.
async fn listen(address: &str) -> io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    println!("listening on {}, until Ctrl-C", listener.local_addr()?);
    // One client that cannot be let in does not close the door.
    let guests = TcpListenerStream::new(listener).take_until(signal::ctrl_c());
    serve(guests.filter_map(|guest| future::ready(guest.ok()))).await;
    Ok(())
}

async fn scene() -> io::Result<()> {
    let ((mut ada, first), (mut ben, second)) = (duplex(64), duplex(64));
    ada.write_all(b"Ada\nIs anybody there?\n").await?;
    ben.write_all(b"Ben\r\nI am.").await?;
    // The last line needs no end.
    ben.shutdown().await?;
    // The door is open for one second.
    let guests = stream::iter([first, second]).chain(stream::pending());
    serve(guests.take_until(sleep(Duration::from_secs(1)))).await;

    let mut read = String::new();
    ada.read_to_string(&mut read).await?;
    print!("{read}");
    Ok(())
}

/// Serves all guests. When no more can come, each gets what he has not read, then the end.
pub async fn serve<S>(guests: impl Stream<Item = S>)
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (room, tasks) = (Room::default(), TaskTracker::new());
    let mut guests = pin!(guests.enumerate());
    while let Some((number, stream)) = guests.next().await {
        // He may be so many lines behind.
        let (queue, lines) = mpsc::channel(64);
        room.lock().unwrap().insert(number, queue);
        tasks.spawn(guest(number, stream, room.clone(), lines));
    }
    // A guest whose queue is closed reads what is left in it, and then the end.
    room.lock().unwrap().clear();
    tasks.close();
    tasks.wait().await;
}
