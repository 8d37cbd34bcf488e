//! A chat serves a guest with two loops: one hears what she says, one sends her what all say. This one never reads.
//!
//!     cargo run -q -- run chat_guest

use futures::{SinkExt, StreamExt};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::{io, pin::pin, time::Duration};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, duplex};
use tokio::{sync::mpsc, task::yield_now, time::Instant, time::timeout};
use tokio_util::codec::{Framed, LinesCodec};

/// The queues of all guests, by number. The lock is never held across an `.await`.
pub type Room = Arc<Mutex<HashMap<usize, mpsc::Sender<Arc<str>>>>>;

/// How long one line to a guest may take.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> io::Result<()> {
    let (room, (queue, lines)) = (Room::default(), mpsc::channel(64));
    room.lock().unwrap().insert(0, queue);
    // The pipe has room for ten bytes each way, and nobody reads what comes back.
    let (mut ada, stream) = duplex(10);
    let start = Instant::now();
    let says = ada.write_all(b"Ada\nIs anybody there?\n");
    let (said, ()) = tokio::join!(says, guest(0, stream, room, lines));
    println!("{} s: Ada is given up", start.elapsed().as_secs());

    let mut read = String::new();
    ada.read_to_string(&mut read).await?;
    println!("she had come as far as {read:?}");
    said
}

#[tracing::instrument(skip(stream, room, lines))]
pub async fn guest<S>(number: usize, stream: S, room: Room, mut lines: mpsc::Receiver<Arc<str>>)
where
    S: AsyncRead + AsyncWrite,
{
    // A longer line is an error, as is one that is no text.
    let lines_codec = LinesCodec::new_with_max_length(1000);
    let (mut writer, mut reader) = Framed::new(stream, lines_codec).split();
    let hear = async {
        let name = reader.next().await?.ok()?;
        while let Some(Ok(line)) = reader.next().await {
            let line: Arc<str> = format!("{name}: {line}").into();
            let keeps_up = |queue: &mut mpsc::Sender<_>| queue.try_send(line.clone()).is_ok();
            // A guest whose queue is full loses his place: nobody waits for him.
            room.lock().unwrap().retain(|_, queue| keeps_up(queue));
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
