//! Wrong: at the end it drops the guests' tasks, and with them what they have not sent yet.

use super::{DuplexStream, Room, chat_guest};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

pub async fn serve(mut guests: mpsc::Receiver<DuplexStream>) {
    let (room, mut tasks) = (Room::default(), JoinSet::new());
    let mut number = 0;
    while let Some(stream) = guests.recv().await {
        let (queue, lines) = mpsc::channel(64);
        room.lock().unwrap().insert(number, queue);
        tasks.spawn(chat_guest::guest(number, stream, room.clone(), lines));
        number += 1;
    }
    tasks.shutdown().await;
}
