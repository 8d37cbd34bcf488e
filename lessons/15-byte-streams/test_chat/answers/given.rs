//! Write the tests of a chat server: one right program must pass them, and six wrong ones must not.
//!
//!     cargo run -q -- check byte-streams/test_chat

use programs::serve;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::sync::mpsc;
use tokio::time::sleep;

/// `serve` serves each guest who comes through `guests`. His first line is his
/// name. Each further line goes to all guests who are there, himself included, in
/// one order, as `NAME: LINE`. Lines come in any pieces, with `\n` or `\r\n`; the
/// last one may have no end.
///
/// No guest waits for another. A guest may be 64 lines behind. One who falls
/// further behind is shown out: he gets those that wait for him, without a gap,
/// then the end.
///
/// When `guests` has ended, each guest gets all that was said, and then the end.
/// A guest may be slow, but he is given up when he takes nothing for ten seconds.
/// Then `serve` returns, and no task of it is left:
/// `Handle::current().metrics().num_alive_tasks()`.
#[tokio::test(start_paused = true)]
async fn all_read_what_one_says() {
    let (door, guests) = mpsc::channel(1);
    let mut read = String::new();
    let talk = async {
        let (mut ada, stream) = duplex(64);
        door.send(stream).await.unwrap();
        ada.write_all(b"Ada\nhello\n").await.unwrap();
        // On the paused clock, a second is over when nobody has anything to do.
        sleep(Duration::from_secs(1)).await;
        drop(door);
        ada.read_to_string(&mut read).await.unwrap();
    };
    tokio::join!(serve(guests), talk);
    todo!("what must {read:?} be, and what of the other guests?")
}

#[cfg(test)]
mod programs;
