//! Wrong: returns when no more guests can come, and leaves their tasks behind.

use super::{DuplexStream, chat_guest, let_in};
use tokio::sync::{mpsc, oneshot};

pub async fn serve(mut guests: mpsc::Receiver<DuplexStream>) {
    let (door, behind_it) = mpsc::channel(1);
    let (closed, is_closed) = oneshot::channel::<()>();
    tokio::spawn(async move {
        while let Some(guest) = guests.recv().await {
            _ = door.send(guest).await;
        }
        drop(closed);
    });
    tokio::spawn(let_in(behind_it, 64, chat_guest::guest));
    _ = is_closed.await;
}
