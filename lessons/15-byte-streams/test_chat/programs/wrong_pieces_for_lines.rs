//! Wrong: takes each read for whole lines, and so the beginning of a line for a line.

use super::{DuplexStream, Lines, Room, let_in};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt, split};
use tokio::sync::mpsc;
use tokio::task::yield_now;

pub async fn serve(guests: mpsc::Receiver<DuplexStream>) {
    let_in(guests, 64, guest).await;
}

async fn guest(number: usize, stream: DuplexStream, room: Room, mut lines: Lines) {
    let (mut reader, mut writer) = split(stream);
    let hear = async {
        let (mut name, mut piece) = (None, [0; 1000]);
        while let Ok(length @ 1..) = reader.read(&mut piece).await {
            for line in String::from_utf8_lossy(&piece[..length]).lines() {
                let Some(name) = &name else {
                    name = Some(line.to_string());
                    continue;
                };
                let line: Arc<str> = format!("{name}: {line}\n").into();
                let keeps_up = |queue: &mut mpsc::Sender<_>| queue.try_send(line.clone()).is_ok();
                room.lock().unwrap().retain(|_, queue| keeps_up(queue));
                yield_now().await;
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
