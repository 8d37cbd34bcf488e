//! A chat serves a guest with two loops: one hears what she says, one sends her what all say. This one never reads.
//!
//!     cargo run -q -- run chat_guest

use futures::{SinkExt, StreamExt};
use std::sync::{Arc, Mutex};
use std::{collections::HashMap, io, pin::pin, time::Duration};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, duplex};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::{task::yield_now, time::Instant, time::timeout};
use tokio_util::codec::{Framed, LinesCodec};

type Line = Arc<str>;
/// The queues of all guests, by number. The lock is never held across an `.await`.
pub type Room = Arc<Mutex<HashMap<usize, Sender<Line>>>>;

/// How long one line to a guest may take.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> io::Result<()> {
    let (room, (queue, lines)) = (Room::default(), channel(64));
    room.lock().unwrap().insert(0, queue);
    // The pipe has room for ten bytes each way, and nobody reads what comes back.
    let (mut ada, stream) = duplex(10);
    let start = Instant::now();
    let says = ada.write_all(b"Ada\nIs anybody there?\n");
    let (said, ()) = tokio::join!(says, guest(0, stream, room, lines));
    println!("{} s: Ada is given up", start.elapsed().as_secs());
    let mut read = [0; 10];
    ada.read_exact(&mut read).await?;
    println!("in her pipe: {}", read.escape_ascii());
    said
}

#[tracing::instrument(skip(stream, room, lines))]
pub async fn guest<S>(number: usize, stream: S, room: Room, mut lines: Receiver<Line>)
where
    S: AsyncRead + AsyncWrite,
{
    // A longer line is an error, as is one that is no text.
    let lines_codec = LinesCodec::new_with_max_length(1000);
    let (mut writer, mut reader) = Framed::new(stream, lines_codec).split();
    let hear = async {
        let name = reader.next().await?.ok()?;
        while let Some(Ok(line)) = reader.next().await {
            let line: Line = format!("{name}: {line}").into();
            let has_room = |queue: &mut Sender<_>| queue.try_send(line.clone()).is_ok();
            // A guest whose queue is full loses his place: nobody waits for him.
            room.lock().unwrap().retain(|_, queue| has_room(queue));
            // All the others take this line before she says the next one.
            yield_now().await;
        }
        Some(())
    };
    let mut tell = pin!(async {
        while let Some(line) = lines.recv().await {
            timeout(PATIENCE, writer.send(line)).await.ok()?.ok()?;
        }
        timeout(PATIENCE, writer.close()).await.ok()?.ok()
    });
    tokio::select! {
        _ = &mut tell => {}
        _ = hear => {
            room.lock().unwrap().remove(&number);
            // She has ended her half, and may still read what was said before.
            tell.await;
        }
    }
}
