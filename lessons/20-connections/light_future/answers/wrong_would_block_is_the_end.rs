//! Wrong: takes `WouldBlock` for the end of the stream.
//! Fails: sends_back_what_comes

use std::cell::Cell;
use std::io::{self, ErrorKind};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Sends back what comes on `stream`, until the client ends it.
///
/// There will be ten thousand of these connections, and most of them are idle. So
/// the future must have less than 1 KiB, and must not hold a `Piece` while it
/// waits for the client; nor may it make one after the other meanwhile. What has
/// come is read into a piece, as much at once as fits. An error of the connection
/// is returned, and is no panic.
async fn echo(mut stream: TcpStream) -> io::Result<()> {
    loop {
        stream.readable().await?;
        let mut piece = Box::new(Piece::new());
        match stream.try_read(&mut piece.bytes) {
            Ok(0) => return Ok(()),
            Ok(length) => stream.write_all(&piece.bytes[..length]).await?,
            // It was readable, and somebody has read it: that was us.
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

/// Given: room for what comes at once. It is counted how many there are.
struct Piece {
    bytes: [u8; 8192],
}

thread_local! {
    /// How many pieces were made, and how many of them are there.
    static PIECES: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

impl Piece {
    /// Given: a new one.
    fn new() -> Piece {
        let (made, alive) = PIECES.get();
        PIECES.set((made + 1, alive + 1));
        Piece { bytes: [0; 8192] }
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        let (made, alive) = PIECES.get();
        PIECES.set((made, alive - 1));
    }
}

#[cfg(test)]
mod tests;
