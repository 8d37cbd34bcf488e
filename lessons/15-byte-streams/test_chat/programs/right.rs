//! Right: the chat server of the lesson.

use super::DuplexStream;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

#[path = "../../chat_server.rs"]
pub mod chat_server;

pub async fn serve(guests: mpsc::Receiver<DuplexStream>) {
    chat_server::serve(ReceiverStream::new(guests)).await;
}
