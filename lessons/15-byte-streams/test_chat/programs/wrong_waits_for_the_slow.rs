//! Wrong: who speaks waits until there is room in the queue of each guest.

use super::{DuplexStream, Lines, Room, let_in};
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, split};
use tokio::sync::mpsc;

pub async fn serve(guests: mpsc::Receiver<DuplexStream>) {
    let_in(guests, 64, guest).await;
}

async fn guest(number: usize, stream: DuplexStream, room: Room, mut lines: Lines) {
    let (reader, mut writer) = split(stream);
    let hear = async {
        let mut said = BufReader::new(reader).lines();
        let name = said.next_line().await.ok().flatten().unwrap_or_default();
        while let Ok(Some(line)) = said.next_line().await {
            let line: Arc<str> = format!("{name}: {line}\n").into();
            let queues: Vec<_> = room.lock().unwrap().values().cloned().collect();
            for queue in queues {
                _ = queue.send(line.clone()).await;
            }
        }
        room.lock().unwrap().remove(&number);
    };
    let tell = async {
        while let Some(line) = lines.recv().await {
            _ = writer.write_all(line.as_bytes()).await;
        }
        _ = writer.shutdown().await;
    };
    let mut tell = std::pin::pin!(tell);
    tokio::select! {
        () = &mut tell => {}
        () = hear => tell.await,
    }
}
